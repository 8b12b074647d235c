/**
 * Settings whose change makes the editor ask, in a dialog over everything, whether to restart; it asks in windows that
 * have the focus (VS Code 1.139, SettingsChangeRelauncher). They are changed while no
 * window of the editor has it.
 */
export const restartSettings: ReadonlySet<string> = new Set([
	'accessibility.verbosity.debug',
	'chat.agentHost.claudeAgent.enabled',
	'chat.agentHost.otel.captureContent',
	'chat.agentHost.otel.dbSpanExporter.enabled',
	'chat.agentHost.otel.enabled',
	'chat.agentHost.otel.exporterType',
	'chat.agentHost.otel.otlpEndpoint',
	'chat.agentHost.otel.outfile',
	'chat.agentSessions.migrateLegacyCopilotCli',
	'chat.editor.codex.preferAgentHost',
	'chat.extensionUnification.enabled',
	'editor.accessibilitySupport',
	'security.restrictUNCAccess',
	'security.workspace.trust.enabled',
	'telemetry.feedback.enabled',
	'window.clickThroughInactive',
	'window.controlsStyle',
	'window.menuStyle',
	'window.nativeFullScreen',
	'window.nativeTabs',
	'window.titleBarStyle',
	'workbench.enableExperiments',
]);

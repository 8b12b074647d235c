import { carryOverCommand } from '../protocol/messages.ts';

/** The ids that `package.json` contributes; a test holds the two together. */

export const commands = {
	showStatus: 'approvedAssistants.showStatus',
	switch: 'approvedAssistants.switch',
	carryOver: carryOverCommand,
	undoSwitch: 'approvedAssistants.undoSwitch',
	why: 'approvedAssistants.why',
	openStatusPage: 'approvedAssistants.openStatusPage',
	exportReport: 'approvedAssistants.exportReport',
	undoSnooze: 'approvedAssistants.undoSnooze',
	openWalkthrough: 'approvedAssistants.openWalkthrough',
	refreshPolicy: 'approvedAssistants.refreshPolicy',
	askForExemption: 'approvedAssistants.askForExemption',
	enterBreakGlassCode: 'approvedAssistants.enterBreakGlassCode',
	showLog: 'approvedAssistants.showLog',
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const settings = {
	trustAnchor: 'approvedAssistants.trustAnchor',
	quietHours: 'approvedAssistants.quietHours',
} as const;

export const contextKeys = {
	canUndoSwitch: 'approvedAssistants.canUndoSwitch',
	underPolicy: 'approvedAssistants.underPolicy',
} as const;

export const views = {
	policy: 'approvedAssistants.policy',
} as const;

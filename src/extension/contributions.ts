/** The ids that `package.json` contributes; a test holds the two together. */

export const commands = {
	showStatus: 'approvedAssistants.showStatus',
	switch: 'approvedAssistants.switch',
	undoSwitch: 'approvedAssistants.undoSwitch',
	why: 'approvedAssistants.why',
	refreshPolicy: 'approvedAssistants.refreshPolicy',
	showLog: 'approvedAssistants.showLog',
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const settings = {
	trustAnchor: 'approvedAssistants.trustAnchor',
} as const;

export const contextKeys = {
	canUndoSwitch: 'approvedAssistants.canUndoSwitch',
} as const;

export const views = {
	policy: 'approvedAssistants.policy',
} as const;

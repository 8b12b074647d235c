import type { Action } from '../action.ts';
import type { Translate } from './translate.ts';

/** An action as a person says it of an assistant. */
export function actionWord(action: Action, translate: Translate): string {
	switch (action) {
		case 'allow':
		case 'audit':
			return translate('allowed');
		case 'inform':
			return translate('announced');
		case 'warn':
			return translate('discouraged');
		case 'block':
			return translate('blocked');
	}
}

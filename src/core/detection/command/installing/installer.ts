import type { PackageSource } from '../../../catalog/assistant.ts';

/** What a package manager's subcommands do. Each list is separated by spaces. */
export interface Installer {
	readonly sources: readonly PackageSource[];
	readonly install: string;
	readonly uninstall?: string;
	readonly query?: string;
	/** Options whose value is the next word. */
	readonly values?: string;
	/** Options whose value is a package. */
	readonly named?: string;
	/** What a package's name may end in that says how it was built, not what it is. */
	readonly endings?: string;
	/** Options behind which a command stands that runs with the packages at hand. */
	readonly runs?: string;
}

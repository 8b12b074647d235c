import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A small project with what people set up for assistants, so that there is something to carry over. */
export const tourFiles: Readonly<Record<string, string>> = {
	'src/orders.py': `"""Orders of a customer, and what is still to be paid."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Order:
    id: str
    customer: str
    cents: int
    placed_at: datetime
    paid_at: datetime | None = None


def orders_of(customer: str, orders: list[Order]) -> list[Order]:
    """The orders of one customer, the newest first."""
    mine = [order for order in orders if order.customer == customer]
    return sorted(mine, key=lambda order: order.placed_at, reverse=True)


def open_amount(orders: list[Order]) -> int:
    """What is still to be paid, in cents."""
    return sum(order.cents for order in orders if order.paid_at is None)
`,
	'CLAUDE.md': '# Orders\n\nMoney is in cents. Run `pytest` before you say that it works.\n',
	'.cursorrules': 'Prefer functions to classes.\n',
	'.mcp.json':
		'{\n\t"mcpServers": {\n\t\t"files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "."] }\n\t}\n}\n',
	'.cursor/mcp.json':
		'{\n\t"mcpServers": {\n\t\t"tickets": { "command": "npx", "args": ["-y", "tickets-mcp"], "env": { "TICKETS_TOKEN": "not-a-real-one" } }\n\t}\n}\n',
	'.claude/commands/review.md': '---\ndescription: Review a change\n---\nReview $ARGUMENTS.\n',
};

/** Lays the project out in a new folder `orders` below `home`; gives its path. */
export async function layOutTourFolder(home: string): Promise<string> {
	const folder = path.join(home, 'orders');
	for (const [name, text] of Object.entries(tourFiles)) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	return folder;
}

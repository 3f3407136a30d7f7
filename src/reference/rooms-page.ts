/** The walls between the rooms, for people. */
import { type GeneratedFile, page } from '#reference/generated-file.ts';
import { code, table } from '#reference/markdown.ts';
import { ROOMS, type Room } from '#reference/rooms.ts';

export function roomsPage(): GeneratedFile {
  return page('rooms', 'Who may import whom', [
    '`npm run imports` judges every import of `src` by this table, those for types alone included; tests stand outside of it. It is written down in [`src/reference/rooms.ts`](../../src/reference/rooms.ts). What the rooms are for stands in [Architecture](../architecture.md).',
    table(
      ['Room', 'May import', 'Packages', 'Node'],
      ROOMS.map((room) => [
        holdings(room),
        imports(room),
        room.packages.map(code).join(', '),
        room.usesNode ? 'yes' : '',
      ]),
    ),
    'A folder of a plugin or of a vendor knows itself and no other one, but for the dialects and readers that vendors share.',
  ]);
}

function holdings({ holds }: Room): string {
  return holds.map((path) => code(`src/${path}`)).join(', ');
}

function imports({ mayImport }: Room): string {
  if (mayImport === 'everything') return 'everything';
  return mayImport.length === 0 ? 'nothing' : mayImport.map(code).join(', ');
}

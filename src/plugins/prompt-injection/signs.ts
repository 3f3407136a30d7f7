/** Signs of a text that speaks to the model over the head of its owner. Each is bounded, so that a text is read in linear time. */

export interface Sign {
  /** What was found, such as `override`. */
  readonly name: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

const EARLIER = '(?:previous|prior|preceding|above|earlier|existing|former|all|any|your|these|those|the)';
const ORDERS =
  '(?:instructions?|rules?|orders?|prompts?|directions?|directives?|guidelines?|commands?|restrictions?|programming|training|context|information|messages?)';

export const SIGNS: readonly Sign[] = [
  {
    name: 'override',
    weight: 0.6,
    pattern: new RegExp(
      `\\b(?:ignore|disregard|forget|forgotten|override|bypass|(?:do not|don't|stop) (?:listen to|follow|obey(?:ing)?|following))\\b[^.?!\\n]{0,30}\\b${EARLIER}\\b[^.?!\\n]{0,40}\\b${ORDERS}\\b`,
      'i',
    ),
  },
  {
    name: 'prompt-extraction',
    weight: 0.6,
    pattern:
      /\b(?:repeat|print|reveal|show|output|display|write|tell|give|translate|summari[sz]e|encode)\b[^.?!\n]{0,30}\b(?:your|the above|the system|above|system|hidden|secret|initial|original)\b[^.?!\n]{0,20}\b(?:instructions?|prompts?|rules?|word|password|message)\b/i,
  },
  {
    name: 'secret-of-developers',
    weight: 0.5,
    pattern:
      /\b(?:developers?|creators?|owner)\b[^.?!\n]{0,40}\b(?:told|asked|instructed)\b[^.?!\n]{0,20}\b(?:not to|never to)\b[^.?!\n]{0,20}\b(?:reveal|say|tell|share)\b/i,
  },
  {
    name: 'jailbreak',
    weight: 0.6,
    pattern:
      /\b(?:do anything now|(?:DAN|developer|god|jailbreak|unrestricted|APOPHIS|evil) mode|jailbr(?:eak|oken)|(?:agent|called|named|as|are) DAN\b|no longer bound|without (?:any )?(?:ethical|moral|content) (?:restrictions|limits|filters))/i,
  },
  {
    name: 'new-persona',
    weight: 0.3,
    pattern:
      /\b(?:from now on|you are now|henceforth|starting now)\b[^.?!\n]{0,60}\b(?:act|are|behave|respond|answer|going to|will|must)\b/i,
  },
  {
    name: 'no-limits',
    weight: 0.3,
    pattern:
      /\b(?:can do anything|not limited by|has no (?:rules|limits|restrictions)|all orders being allowed|cannot refuse|never refuse|must comply)\b/i,
  },
  {
    name: 'role-marker',
    weight: 0.5,
    pattern:
      /<\|(?:im_start|system|endoftext|start_header_id)\|>|\[\/?INST\]|<<\/?SYS>>|^\s*#{2,4} ?(?:system|instruction)s?:?\s*$|^\s*(?:system|assistant) ?: /im,
  },
  {
    name: 'false-end',
    weight: 0.3,
    pattern: /(?:[%=#*~_-]{3,}) ?(?:END|STOP|BEGIN|NEW|START)\b[^\n]{0,40}(?:[%=#*~_-]{3,}|\n)/,
  },
  {
    name: 'forced-beginning',
    weight: 0.25,
    pattern:
      /\b(?:begin|start)\b[^.?!\n]{0,20}\b(?:your )?(?:response|answer|reply)\b[^.?!\n]{0,10}\bwith\b|\bconfirm by saying\b/i,
  },
  {
    name: 'urgent-order',
    weight: 0.2,
    pattern: /^\s*(?:important|attention|urgent|note to (?:the )?(?:ai|assistant|model))\b ?[:!]/im,
  },
];

export interface Finding {
  /** From 0 to 1. */
  readonly score: number;
  readonly signs: readonly string[];
}

/** More than this of one text is not read. */
const MOST_READ = 200_000;

export function scoreOf(text: string): Finding {
  const read = plain(text.slice(0, MOST_READ));
  const found = SIGNS.filter(({ pattern }) => pattern.test(read));
  const score = Math.min(
    1,
    found.reduce((sum, { weight }) => sum + weight, 0),
  );
  return { score: Math.round(score * 100) / 100, signs: found.map(({ name }) => name) };
}

/** Invisible characters, wide letters and look-alikes hide a text from patterns and not from a model. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|[\u{e0000}-\u{e007f}]/gu, '');
}

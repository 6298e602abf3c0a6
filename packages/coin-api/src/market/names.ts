import { pickFrom, type Random } from './prng.ts'

/** What a coin is called. */
export interface Naming {
  readonly name: string
  readonly symbol: string
  readonly description: string
  /** Narrative word, as in the list's `meta` parameter. */
  readonly meta: string
}

const ADJECTIVES =
  'Paper Tidal Second Chaotic Quiet Marble Velvet Cosmic Sleepy Electric Tiny Golden Midnight Polite Rusty Neon Salty Gentle Feral Honest Pixel Lunar Wobbly Frozen Clever Grumpy Silk Atomic Hollow Sunny'.split(
    ' ',
  )

const NOUNS: Readonly<Record<string, readonly string[]>> = {
  cats: 'Cat Kitten Tabby Lynx Tomcat Ocelot Whisker Purr'.split(' '),
  dogs: 'Dog Puppy Corgi Hound Shiba Beagle Mutt Fetch'.split(' '),
  sea: 'Otter Whale Lighthouse Harbor Crab Squid Anchor Reef'.split(' '),
  food: 'Breakfast Noodle Pretzel Waffle Pickle Dumpling Espresso Taco'.split(' '),
  space: 'Comet Rocket Orbit Nebula Rover Eclipse Saturn Probe'.split(' '),
  garden: 'Garden Turnip Fern Moth Beetle Cactus Acorn Mushroom'.split(' '),
  objects: 'Lantern Teapot Umbrella Radio Compass Piano Bicycle Kettle'.split(' '),
}

const SENTENCES = [
  'Nobody asked for it, everybody holds it.',
  'It keeps rolling.',
  'Arrives on little feet and stays for tea.',
  'Made on a train between two stations.',
  'The community decides; the community is asleep.',
  '',
  'One day it will be a museum.',
  'For people who read the footnotes.',
]

/** Every name there is, in a random order, so that no two coins share one. */
export function namingsFrom(random: Random): readonly Naming[] {
  const all = Object.entries(NOUNS).flatMap(([meta, nouns]) =>
    nouns.flatMap((noun) => ADJECTIVES.map((adjective) => ({ meta, noun, adjective }))),
  )
  return all
    .map((words) => ({ words, rank: random() }))
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ words }) => namingFrom(random, words))
}

function namingFrom(
  random: Random,
  { meta, noun, adjective }: { meta: string; noun: string; adjective: string },
): Naming {
  const oddity = random()
  const symbol = random() < 0.5 ? noun : adjective.slice(0, 2) + noun.slice(0, 6)
  return {
    meta,
    // Names and symbols of the real board end in spaces and begin with dollars now and then.
    name: oddity < 0.02 ? `${adjective} ${noun} ` : `${adjective} ${noun}`,
    symbol: oddity > 0.97 ? `$${symbol.toUpperCase()}` : symbol.toUpperCase(),
    description: pickFrom(random, SENTENCES),
  }
}

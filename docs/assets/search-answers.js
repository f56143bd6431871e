/**
 * A question to the search, answered: a place, a topic at a place, and what the words lead to. Pure functions.
 */

const FEW = 3; // places to name at once; a question that means more means a district
const SURE = 3; // the score from which a topic is meant

/** The hit for a page of a place, if the search knows it. */
function pageOf(place, hits) {
  return hits.page((address) => address.endsWith(`orte/${place.id}/`));
}

/** The answer to a topic at a place, as it stands on the page of the place. */
function atPlace(topic, place, hits, titleOf) {
  const page = pageOf(place, hits);
  const address = page && `${page.address}?ort=${place.id}#${topic.topic}`;
  return page ? [{ ...page, address, kind: "answer", title: titleOf(topic.title, place.name), excerpt: topic.excerpt, above: page.title }] : [];
}

/**
 * The hits for a question in their order: the place that it names, the answer to its topic there, and the rest.
 * `hits` is a Hits, `places` a Places; `titleOf(topic, place)` words the answer to a topic at a place.
 */
export function answers(question, hits, places, titleOf = (topic, place) => `${topic} – ${place}`) {
  const { places: named, rest } = places.within(question);
  const ranked = hits.ranked(question);
  const pages = named.length <= FEW ? named.map((place) => pageOf(place, hits)).filter(Boolean) : [];
  const others = ranked.filter(({ address }) => !pages.some((page) => page.address === address));
  if (!named.length) return guided(question, [...ranked, ...near(question, ranked, hits, places)], hits);
  if (!rest.length) return hits.isCalled(question) ? [...others.slice(0, 1), ...pages, ...others.slice(1)] : [...pages, ...others];
  const likely = hits.ranked(rest.join(" ")).slice(0, FEW).filter(({ score }) => score >= SURE);
  const topic = likely.map((hit) => hits.topicOf(hit)).find(Boolean);
  const here = topic && pages.length === 1 ? atPlace(topic, named[0], hits, titleOf) : [];
  return [...here, ...others.slice(0, 2), ...pages, ...others.slice(2)];
}

/** Places that a question may mean whose words nothing else is known by: begun or misspelt names. */
function near(question, ranked, hits, places) {
  if (ranked.length && hits.knowsAll(question)) return [];
  const { places: found } = places.find(question);
  return found.length <= FEW ? found.map((place) => pageOf(place, hits)).filter(Boolean) : [];
}

/**
 * Occupations and countries lead to the question that says which body recognises, or what is special for people from
 * there; whoever says just that finds it first, whoever says more after the best hit for the rest.
 */
function guided(question, ranked, hits) {
  const posts = hits.signposted(question);
  if (!posts.length) return ranked;
  const addresses = posts.map(({ address }) => address);
  const others = ranked.filter(({ address }) => !addresses.includes(address));
  const isAlone = hits.wordCount(question) <= 1 || !others.length;
  return isAlone ? [...posts, ...others] : [...others.slice(0, 1), ...posts.slice(0, 1), ...others.slice(1, 2), ...posts.slice(1), ...others.slice(2)];
}

/**
 * What is open for a case: the same rule as hooks/lotse/routes/evaluate.py, held to its results by a browser test.
 * Answers are numbers by question number; what is not known is absent.
 */

const RANK = { yes: 2, open: 1, no: 0 };

/** The number of an amount's band: how many of the thresholds it reaches; undefined if it isn't an amount. */
export function bandOf(steps, text) {
  const amount = /^[0-9]{1,9}(\.[0-9]+)?$/.test(text) ? Number(text) : NaN;
  return Number.isNaN(amount) ? undefined : steps.filter((step) => step <= amount).length;
}

/** A condition: its state, and the numbers of the questions that are missing or contradict it. */
export function judged(clause, known) {
  const wrong = [], missing = [], asked = new Set([...Object.keys(clause.fits), ...Object.keys(clause.points ?? {})].map(Number));
  for (const [key, bits] of Object.entries(clause.fits)) {
    const question = Number(key);
    if (!known.has(question)) missing.push(question);
    else if (!(bits >> known.get(question) & 1)) wrong.push(question);
  }
  let least = 0, most = 0;
  for (const [key, row] of Object.entries(clause.points ?? {})) {
    const question = Number(key), bits = clause.fits[key];
    if (known.has(question)) { least += row[known.get(question)]; most += row[known.get(question)]; }
    else most += Math.max(0, ...row.filter((_, answer) => bits === undefined || bits >> answer & 1));
  }
  const inTable = Object.keys(clause.points ?? {}).map(Number);
  const needed = clause.needed ?? 0;
  if (most < needed) wrong.push(...inTable.filter((q) => known.has(q) && !wrong.includes(q)));
  else if (least < needed) missing.push(...inTable.filter((q) => !known.has(q) && !missing.includes(q)));
  const undecided = Boolean(clause.undecided);
  const state = wrong.length || most < needed ? "no" : missing.length || undecided ? "open" : "yes";
  missing.sort((a, b) => a - b);
  return { state, missing, wrong, asked, undecided };
}

/** A route is as open as the best of its conditions. */
export function outcomeOf(route, known) {
  return route.when.map((clause) => judged(clause, known)).reduce((best, one) => {
    const order = RANK[one.state] - RANK[best.state] || best.wrong.length - one.wrong.length
      || best.missing.length - one.missing.length;
    return order > 0 ? one : best;
  });
}

/** The outcomes of all routes with conditions, those to check first, the most specific first. */
export function outcomes(routes, known) {
  const found = routes.filter((route) => route.when.length).map((route) => ({ route, ...outcomeOf(route, known) }));
  return found.sort((a, b) => RANK[b.state] - RANK[a.state] || b.asked.size - a.asked.size);
}

/** The first question that something still rests on; undefined when all is decided. Skipped ones are not asked again. */
export function nextQuestion(found, skipped = new Set()) {
  const missing = found.filter((one) => one.state === "open").flatMap((one) => one.missing);
  return missing.filter((question) => !skipped.has(question)).sort((a, b) => a - b)[0];
}

/** The routes that one other answer would open: route, question, answers; nothing that nobody can change. */
export function nearest(questions, routes, known) {
  const found = [];
  for (const route of routes.filter((one) => one.when.length && outcomeOf(one, known).state === "no")) {
    for (const [question, given] of known) {
      if (questions[question].fixed) continue;
      const count = (questions[question].answers ?? questions[question].bands).length;
      const better = [...Array(count).keys()].filter((answer) => answer !== given
        && outcomeOf(route, new Map(known).set(question, answer)).state === "yes");
      if (better.length) found.push({ route, question, answers: better });
    }
  }
  return found;
}

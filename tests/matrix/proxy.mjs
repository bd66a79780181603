// Between the bot and the homeserver: passes on what it is asked for, and misbehaves where a test says so.

import { createServer, request } from "node:http";

/**
 * `rules` is a list that a test changes: `{ when(method, path), does, ms, share, change(json) }`. The first that holds
 * is used, in `share` of the cases (1 by default):
 *   "429"    answered with M_LIMIT_EXCEEDED and `retry_after_ms: ms`
 *   "500"    answered with an error that passes
 *   "hang"   never answered
 *   "drop"   the connection is cut before the server hears of it
 *   "lose"   the server does it, and its answer is lost
 *   "delay"  passed on after `ms`
 *   "change" the answer is what `change` makes of it
 */
export const startProxy = async (target) => {
  const rules = [];
  const seen = [];
  const counts = {};
  // The same faults at each run: chance by a counter, not by a clock.
  let seed = 1;
  const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const server = createServer((asked, answer) => {
    const body = [];
    asked.on("data", (part) => body.push(part));
    asked.on("error", () => {});
    asked.on("end", async () => {
      const { method, url } = asked;
      const path = decodeURIComponent(url);
      seen.push({ method, path, at: Date.now() });
      const rule = rules.find(({ when, share = 1 }) => when(method, path) && chance() < share);
      if (rule) counts[rule.does] = (counts[rule.does] ?? 0) + 1;
      if (rule?.does === "hang") return;
      if (rule?.does === "drop") return void answer.destroy();
      if (rule?.does === "429" || rule?.does === "500") {
        const error = rule.does === "429" ? { errcode: "M_LIMIT_EXCEEDED", retry_after_ms: rule.ms } : { errcode: "M_UNKNOWN" };
        return void answer.writeHead(Number(rule.does), { "Content-Type": "application/json" }).end(JSON.stringify(error));
      }
      if (rule?.does === "delay") await new Promise((later) => setTimeout(later, rule.ms));
      const onward = request(new URL(url, target), { method, headers: { ...asked.headers, host: new URL(target).host } }, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("error", () => answer.destroy());
        response.on("end", () => {
          if (rule?.does === "lose") return answer.destroy();
          let whole = Buffer.concat(parts);
          if (rule?.does === "change") whole = Buffer.from(JSON.stringify(rule.change(JSON.parse(whole))));
          const { "transfer-encoding": _, "content-length": __, ...headers } = response.headers;
          return answer.writeHead(response.statusCode, { ...headers, "content-length": whole.length }).end(whole);
        });
      });
      onward.on("error", () => answer.destroy());
      answer.on("close", () => onward.destroy());
      onward.end(Buffer.concat(body));
    });
  });
  await new Promise((up) => server.listen(0, "127.0.0.1", up));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    rules, seen, counts,
    stop: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
};

// A real homeserver for a test: Synapse on loopback, with its own folder, gone afterwards.

import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** Starts it in `folder` with the Python of its virtual environment; `register(name)` makes a user and logs in. */
export const startSynapse = async (python, folder) => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [port, secret] = [await freePort(), randomBytes(16).toString("hex")];
  const url = `http://127.0.0.1:${port}`;
  const fast = { per_second: 100_000, burst_count: 100_000 };
  // JSON is YAML.
  const config = {
    server_name: "localhost", public_baseurl: url, report_stats: false, trusted_key_servers: [], suppress_key_server_warning: true,
    pid_file: join(folder, "pid"), signing_key_path: join(folder, "key"), media_store_path: join(folder, "media"), log_config: join(folder, "log.yaml"),
    listeners: [{ port, type: "http", bind_addresses: ["127.0.0.1"], resources: [{ names: ["client"] }] }],
    database: { name: "sqlite3", args: { database: join(folder, "db") } },
    registration_shared_secret: secret, bcrypt_rounds: 4, macaroon_secret_key: secret, form_secret: secret,
    presence: { enabled: false }, stats: { enabled: false }, federation_domain_whitelist: [], push: { enabled: false },
    rc_message: fast, rc_registration: fast, rc_login: { address: fast, account: fast, failed_attempts: fast }, rc_admin_redaction: fast,
    rc_joins: { local: fast, remote: fast }, rc_joins_per_room: fast, rc_invites: { per_room: fast, per_user: fast, per_issuer: fast },
    rc_room_creation: fast, rc_media_create: fast,
  };
  const log = { version: 1, formatters: { plain: { format: "%(asctime)s %(name)s %(levelname)s %(message)s" } }, root: { level: "WARNING", handlers: ["file"] },
    handlers: { file: { class: "logging.FileHandler", filename: join(folder, "log"), formatter: "plain" } } };
  writeFileSync(join(folder, "homeserver.yaml"), JSON.stringify(config));
  writeFileSync(join(folder, "log.yaml"), JSON.stringify(log));
  const output = openSync(join(folder, "output"), "w");
  const server = spawn(python, ["-m", "synapse.app.homeserver", "-c", join(folder, "homeserver.yaml")], { cwd: folder, stdio: ["ignore", output, output] });
  let ended = false;
  server.once("exit", () => (ended = true));
  const stop = () => new Promise((done) => (ended ? done() : (server.once("exit", done), server.kill("SIGKILL"))));

  const ask = async (method, path, body, token) => {
    const response = await fetch(url + path, {
      method, body: body && JSON.stringify(body), headers: { ...(token && { Authorization: `Bearer ${token}` }) },
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  for (let tried = 0; ; tried += 1) {
    const up = await fetch(`${url}/_matrix/client/versions`).then(({ ok }) => ok, () => false);
    if (up) break;
    if (ended || tried > 600) {
      await stop();
      throw new Error(`Synapse did not start:\n${readFileSync(join(folder, "output"), "utf8").slice(-2000)}`);
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  const register = async (username) => {
    const path = "/_synapse/admin/v1/register";
    const { nonce } = await ask("GET", path);
    const [password, admin] = [`secret of ${username}`, false];
    const mac = createHmac("sha1", secret).update([nonce, username, password, "notadmin"].join("\0")).digest("hex");
    return ask("POST", path, { nonce, username, password, admin, mac });
  };
  /** From another device. */
  const login = (username) =>
    ask("POST", "/_matrix/client/v3/login", { type: "m.login.password", identifier: { type: "m.id.user", user: username }, password: `secret of ${username}` });
  return { url, ask, register, login, stop };
};

// The bot as a process, as an operator runs it: started, stopped in words, or killed.

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BOT = fileURLToPath(new URL("../../hosts/matrix/bot.mjs", import.meta.url));

export class Bot {
  #process;
  output = [];

  constructor(folder, token, settings) {
    Object.assign(this, { folder, settings, file: join(folder, "settings.json") });
    writeFileSync(join(folder, "token"), token);
  }

  /** Starts it, with other settings if given; waits until it listens. */
  async start(settings = {}) {
    this.settings = { ...this.settings, ...settings };
    writeFileSync(this.file, JSON.stringify(this.settings));
    this.#process = spawn(process.execPath, [BOT, this.file], { stdio: ["ignore", "ignore", "pipe"] });
    await new Promise((ready, failed) => {
      this.#process.stderr.on("data", (data) => {
        this.output.push(`${data}`);
        if (`${data}`.includes("ready")) ready();
      });
      this.#process.once("exit", (code) => failed(new Error(`the bot ended with ${code}: ${this.output.join("")}`)));
    });
  }

  #end(signal) {
    return new Promise((done) => {
      if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return done();
      this.#process.once("exit", done);
      return this.#process.kill(signal);
    });
  }

  /** As a power cut does. */
  kill() {
    return this.#end("SIGKILL");
  }

  /** As a service manager does; the code it ends with. */
  stop() {
    return this.#end("SIGTERM");
  }

  /** What the command says with an option, and its code. */
  asks(option, file = this.file) {
    return new Promise((done) => {
      const asked = spawn(process.execPath, [BOT, option, file].filter(Boolean));
      let said = "";
      for (const stream of [asked.stdout, asked.stderr]) stream.on("data", (data) => (said += data));
      asked.once("exit", (code) => done({ code, said }));
    });
  }
}

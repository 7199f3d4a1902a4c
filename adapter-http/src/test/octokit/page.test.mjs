// Runs what docs/testing.md shows, with the jar at PACKHOUSE_JAR: its lines for a shell, whose output must be the one that is
// shown, and its examples for Node and Python.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const page = await readFile(new URL("../../../docs/testing.md", import.meta.url), "utf8");
let directory;

function block(language) {
  const found = [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))];
  assert.equal(found.length, 1, `one block of ${language}`);
  return found[0][1];
}

/** Lines for a shell, each with the lines of its output. */
function session() {
  const commands = [];
  for (const line of page.split("\n")) {
    if (line.startsWith("    $ ")) {
      commands.push({ command: line.slice(6), output: [] });
    } else if (line.startsWith("    ") && commands.length > 0 && commands.at(-1).open !== false) {
      commands.at(-1).output.push(line.slice(4));
    } else if (commands.length > 0) {
      commands.at(-1).open = false;
    }
  }
  return commands;
}

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "testing-page-"));
  await writeFile(join(directory, "state.yaml"), block("yaml"));
  await symlink(process.env.PACKHOUSE_JAR, join(directory, "packhouse.jar"));
  await symlink(new URL("node_modules", import.meta.url).pathname, join(directory, "node_modules"));
});

after(() => rm(directory, { recursive: true }));

test("the lines for a shell print what is shown", async () => {
  const commands = session();
  assert.ok(commands.length > 20);
  const server = spawn("java", ["-jar", "packhouse.jar", "serve", "--state", "state.yaml", "--test-control", "--port", "0"], {
    cwd: directory,
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const { value } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next();
    const baseUrl = value.replace("Listening on ", "");
    for (const { command, output } of commands) {
      const { stdout } = await run("bash", ["-c", command.replaceAll("http://127.0.0.1:8080", baseUrl)], { cwd: directory });
      assert.equal(stdout.trim().replaceAll(/"id":"[0-9A-F:]+"/g, '"id":"..."'), output.join("\n"), command);
    }
  } finally {
    server.kill();
  }
});

test("the example for Node passes", async () => {
  await writeFile(join(directory, "cleanup.test.mjs"), block("js"));
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const { stdout } = await run("node", ["--test", "cleanup.test.mjs"], { cwd: directory, env });
  assert.match(stdout, /pass 1$/m);
});

test("the example for Python passes", async () => {
  await writeFile(join(directory, "test_cleanup.py"), block("python"));
  const { stderr } = await run("python3", ["-W", "error", "-m", "unittest", "test_cleanup"], { cwd: directory });
  assert.match(stderr, /^Ran 1 test .*^OK$/ms);
});

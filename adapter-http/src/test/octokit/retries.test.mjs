// Tests that a client with Octokit's plugins handles what a registry does on a bad day, as users test their clients: against
// a process of their own, started from the jar at PACKHOUSE_JAR, which they control by requests.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, beforeEach, describe, test } from "node:test";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";

const state = {
  users: [{ login: "monalisa" }],
  organizations: [{ login: "octo-org", owners: ["monalisa"] }],
  packages: [
    {
      owner: "octo-org",
      package_type: "npm",
      name: "octo-utils",
      versions: [1, 2, 3, 4].map((id) => ({ id, name: `1.${id}.0` })),
    },
  ],
  tokens: [{ token: "ghp_test", user: "monalisa", scopes: ["read:packages", "delete:packages", "write:packages"] }],
};

let directory;
let server;
let baseUrl;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "retries-"));
  const file = join(directory, "state.json");
  await writeFile(file, JSON.stringify(state));
  const args = ["-jar", process.env.PACKHOUSE_JAR, "serve", "--state", file, "--test-control", "--port", "0"];
  server = spawn("java", args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    baseUrl = line.replace("Listening on ", "");
    break;
  }
});

after(async () => {
  server.kill();
  await rm(directory, { recursive: true });
});

async function control(method, path, body) {
  const response = await fetch(`${baseUrl}/_packhouse/test/${path}`, { method, body: body && JSON.stringify(body) });
  assert.ok(response.ok, await response.clone().text());
  return response.status === 204 ? undefined : response.json();
}

beforeEach(() => control("POST", "reset"));

/** Method, number of the version if there is one, and status of each request. */
const requests = async () =>
  (await control("GET", "requests")).map(
    ({ method, path, status }) => `${method} ${path.match(/versions\/?(.*)/)?.[1] || "list"} ${status}`,
  );

const VERSION = "/orgs/{org}/packages/{type}/{name}/versions/{id}";
const LIST = "/orgs/{org}/packages/{type}/{name}/versions";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
let waits;
const wait = (kind) => (seconds, options, octokit, retries) => {
  waits.push({ kind, seconds });
  return retries < 2;
};

/** A client as its authors recommend it. Retries wait for milliseconds instead of seconds. */
function client() {
  waits = [];
  const Client = Octokit.plugin(retry, throttling);
  return new Client({
    auth: "ghp_test",
    baseUrl,
    log: quiet,
    retry: { retryAfterBaseValue: 1 },
    throttle: { onRateLimit: wait("primary"), onSecondaryRateLimit: wait("secondary") },
  }).rest.packages;
}

const octoUtils = { org: "octo-org", package_type: "npm", package_name: "octo-utils" };
const version = (id) => ({ ...octoUtils, package_version_id: id });
const ids = async (packages) =>
  (await packages.getAllPackageVersionsForPackageOwnedByOrg(octoUtils)).data.map(({ id }) => id);

/** Deletes a version. What is gone already is what the caller wants. */
async function remove(packages, id) {
  try {
    await packages.deletePackageVersionForOrg(version(id));
    return "deleted";
  } catch (error) {
    if (error.status === 404) {
      return "already gone";
    }
    throw error;
  }
}

describe("each test", () => {
  for (const run of ["first", "second"]) {
    test(`begins with the state of the file: the ${run} one`, async () => {
      assert.deepEqual(await ids(client()), [4, 3, 2, 1]);
      assert.equal(await remove(client(), 1), "deleted");
      assert.deepEqual(await requests(), ["GET list 200", "DELETE 1 204"]);
    });
  }
});

describe("a client", () => {
  test("restores on day 30, and not later", async () => {
    const packages = client();
    await control("POST", "clock", { frozen: true });
    await remove(packages, 1);
    await remove(packages, 2);

    await control("POST", "clock", { advance: "P30D" });
    assert.equal((await packages.restorePackageVersionForOrg(version(1))).status, 204);

    await control("POST", "clock", { advance: "1s" });
    await assert.rejects(packages.restorePackageVersionForOrg(version(2)), { status: 404 });
    assert.deepEqual(await ids(packages), [4, 3, 1]);
  });

  test("tries a deletion again whose answer is lost, and finds the version gone", async () => {
    await control("PUT", "faults", { method: "DELETE", path: VERSION, nth: 1, drop: "after" });

    assert.equal(await remove(client(), 1), "already gone");

    assert.deepEqual(await requests(), ["DELETE 1 null", "DELETE 1 404"]);
    const [lost] = await control("GET", "requests");
    assert.deepEqual([lost.decision, lost.fault], ["ALLOWED", 1]);
  });

  test("tries a deletion again that has not arrived", async () => {
    await control("PUT", "faults", { method: "DELETE", path: VERSION, nth: 1, drop: "before" });

    assert.equal(await remove(client(), 1), "deleted");

    assert.deepEqual(await requests(), ["DELETE 1 null", "DELETE 1 204"]);
  });

  test("tries again after a bad gateway", async () => {
    await control("PUT", "faults", { path: LIST, nth: [1, 2], status: 502 });

    assert.deepEqual(await ids(client()), [4, 3, 2, 1]);

    assert.deepEqual(await requests(), ["GET list 502", "GET list 502", "GET list 200"]);
  });

  test("waits for a secondary limit as long as Retry-After says", async () => {
    await control("PUT", "faults", { method: "DELETE", path: VERSION, nth: 1, status: 403, limit: "secondary", retry_after: "1s" });

    assert.equal(await remove(client(), 1), "deleted");

    assert.deepEqual(waits, [{ kind: "secondary", seconds: 1 }]);
    assert.deepEqual(await requests(), ["DELETE 1 403", "DELETE 1 204"]);
  });

  test("waits for a primary limit until it is reset", async () => {
    await control("PUT", "faults", { path: LIST, nth: 1, status: 403, limit: "primary", retry_after: "1s" });

    assert.deepEqual(await ids(client()), [4, 3, 2, 1]);

    assert.deepEqual(waits.map(({ kind }) => kind), ["primary"]);
    assert.deepEqual(await requests(), ["GET list 403", "GET list 200"]);
  });

  test("waits by its own clock: not at all, if the server lives in the past", async () => {
    await control("POST", "clock", { set: "2020-01-01T00:00:00Z" });
    await control("PUT", "faults", { path: LIST, nth: 1, status: 403, limit: "primary", retry_after: "1h" });

    await ids(client());

    assert.deepEqual(waits, [{ kind: "primary", seconds: 0 }]);
  });

  test("meets versions in a stale list that are gone", async () => {
    await control("POST", "clock", { frozen: true });
    await control("PUT", "faults", { stale: "30s" });
    const packages = client();
    assert.equal(await remove(packages, 1), "deleted");

    assert.deepEqual(await ids(packages), [4, 3, 2, 1]);
    assert.equal(await remove(packages, 1), "already gone");

    await control("POST", "clock", { advance: "30s" });
    assert.deepEqual(await ids(packages), [4, 3, 2]);
  });
});

// All 27 packages operations, driven by GitHub's own client, against the server at PACKHOUSE_URL.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Octokit } from "@octokit/rest";

const baseUrl = process.env.PACKHOUSE_URL;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const client = (auth) => new Octokit({ auth, baseUrl, userAgent: "packhouse-octokit-test", log: quiet });
const owner = client("ghp_owner");
const reader = client("ghp_reader");

const status = (code, message) => (error) => {
  assert.equal(error.status, code);
  assert.equal(error.response.data.message, message);
  assert.equal(error.response.data.status, String(code));
  return true;
};
const gone = status(404, "Package not found.");
const versionGone = status(404, "Package version not found.");

/** The nine operations of each way to name an owner, under the names that Octokit gives them. */
const ways = [
  {
    of: "an organization",
    id: 101,
    params: { org: "octo-org" },
    list: "listPackagesForOrganization",
    get: "getPackageForOrganization",
    remove: "deletePackageForOrg",
    restore: "restorePackageForOrg",
    versions: "getAllPackageVersionsForPackageOwnedByOrg",
    version: "getPackageVersionForOrganization",
    removeVersion: "deletePackageVersionForOrg",
    restoreVersion: "restorePackageVersionForOrg",
    conflicts: "listDockerMigrationConflictingPackagesForOrganization",
    conflicting: ["legacy"],
  },
  {
    of: "the authenticated user",
    id: 102,
    params: {},
    list: "listPackagesForAuthenticatedUser",
    get: "getPackageForAuthenticatedUser",
    remove: "deletePackageForAuthenticatedUser",
    restore: "restorePackageForAuthenticatedUser",
    versions: "getAllPackageVersionsForPackageOwnedByAuthenticatedUser",
    version: "getPackageVersionForAuthenticatedUser",
    removeVersion: "deletePackageVersionForAuthenticatedUser",
    restoreVersion: "restorePackageVersionForAuthenticatedUser",
    conflicts: "listDockerMigrationConflictingPackagesForAuthenticatedUser",
    conflicting: [],
  },
  {
    of: "a user",
    id: 103,
    params: { username: "hubot" },
    list: "listPackagesForUser",
    get: "getPackageForUser",
    remove: "deletePackageForUser",
    restore: "restorePackageForUser",
    versions: "getAllPackageVersionsForPackageOwnedByUser",
    version: "getPackageVersionForUser",
    removeVersion: "deletePackageVersionForUser",
    restoreVersion: "restorePackageVersionForUser",
    conflicts: "listDockerMigrationConflictingPackagesForUser",
    conflicting: [],
  },
];

for (const way of ways) {
  describe(`packages of ${way.of}`, () => {
    const { packages } = owner.rest;
    const one = { ...way.params, package_type: "container", package_name: "team/app" };
    const latest = { ...one, package_version_id: way.id * 10 + 2 };
    const versionIds = async (params = {}) =>
      (await packages[way.versions]({ ...one, ...params })).data.map((version) => version.id).sort();
    const listed = async () =>
      (await packages[way.list]({ ...way.params, package_type: "container" })).data.map((found) => found.id);

    test("are listed and shown", async () => {
      assert.ok((await listed()).includes(way.id));
      const { data, headers } = await packages[way.get](one);
      assert.equal(data.id, way.id);
      assert.equal(data.name, "team/app");
      assert.equal(data.version_count, 3);
      assert.equal(data.visibility, "private");
      assert.ok(data.url.startsWith(baseUrl));
      assert.ok(data.url.endsWith("/packages/container/team%2Fapp"));
      assert.equal(headers["x-oauth-scopes"], "delete:packages, repo, write:packages");
    });

    test("show their versions", async () => {
      assert.equal((await versionIds()).length, 3);
      const { data } = await packages[way.version](latest);
      assert.deepEqual(data.metadata, { package_type: "container", container: { tags: ["latest"] } });
    });

    test("lose a version and get it back", async () => {
      const before = (await packages[way.version](latest)).data;
      assert.equal((await packages[way.removeVersion](latest)).status, 204);
      await assert.rejects(packages[way.version](latest), gone);
      await assert.rejects(packages[way.removeVersion](latest), versionGone);
      if (way.of !== "a user") {
        // Octokit knows no parameter `state` for this way; the operation takes it all the same.
        assert.deepEqual(await versionIds({ state: "deleted" }), [latest.package_version_id]);
      }
      assert.equal((await packages[way.restoreVersion](latest)).status, 204);
      assert.deepEqual((await packages[way.version](latest)).data, before);
    });

    test("keep their last tagged version", async () => {
      const other = { ...one, package_version_id: way.id * 10 + 1 };
      await packages[way.removeVersion](other);
      await assert.rejects(
        packages[way.removeVersion](latest),
        status(400, "You cannot delete the last tagged version of a package. You must delete the package instead."),
      );
      await packages[way.restoreVersion](other);
    });

    test("are deleted and come back", async () => {
      const before = (await packages[way.get](one)).data;
      assert.equal((await packages[way.remove](one)).status, 204);
      await assert.rejects(packages[way.get](one), gone);
      assert.ok(!(await listed()).includes(way.id));
      assert.equal((await packages[way.restore](one)).status, 204);
      assert.deepEqual((await packages[way.get](one)).data, before);
      assert.equal((await versionIds()).length, 3);
    });

    test("show the conflicts of the Docker migration", async () => {
      const { data } = await packages[way.conflicts](way.params);
      assert.deepEqual(data.map((found) => found.name), way.conflicting);
    });
  });
}

describe("a client", () => {
  const list = { org: "octo-org", package_type: "npm", package_name: "long-list" };

  test("pages through all versions, the newest first", async () => {
    const found = await owner.paginate(owner.rest.packages.getAllPackageVersionsForPackageOwnedByOrg, {
      ...list,
      per_page: 100,
    });
    assert.deepEqual(found.map((version) => version.id), Array.from({ length: 234 }, (_, i) => 50_233 - i));
  });

  test("gets the scopes that its token lacks", async () => {
    await assert.rejects(
      reader.rest.packages.deletePackageForOrg({ ...list }),
      status(403, "You need at least delete:packages and read:packages scopes to delete a package."),
    );
  });

  test("gets 401 without a valid token", async () => {
    await assert.rejects(
      client().rest.packages.getPackageForOrganization({ ...list }),
      status(401, "Requires authentication"),
    );
    await assert.rejects(client("ghp_wrong").rest.packages.getPackageForOrganization({ ...list }), status(401, "Bad credentials"));
  });

  test("cannot delete what the public has downloaded too often", async () => {
    const popular = { org: "octo-org", package_type: "container", package_name: "popular" };
    const sentence =
      "Publicly visible package versions with more than 5000 downloads cannot be deleted."
      + " Contact GitHub support for further assistance.";
    await assert.rejects(
      owner.rest.packages.deletePackageVersionForOrg({ ...popular, package_version_id: 1051 }),
      status(400, sentence),
    );
    await assert.rejects(owner.rest.packages.deletePackageForOrg(popular), status(400, sentence));
    assert.equal(
      (await owner.rest.packages.deletePackageVersionForOrg({ ...popular, package_version_id: 1052 })).status,
      204,
    );
  });

  test("asks who it is", async () => {
    assert.equal((await owner.rest.users.getAuthenticated()).data.login, "monalisa");
    assert.equal((await reader.rest.orgs.get({ org: "Octo-Org" })).data.id, 2001);
  });

  test("saves a transfer with an ETag", async () => {
    const first = await owner.rest.packages.getPackageForOrganization(list);
    await assert.rejects(
      owner.rest.packages.getPackageForOrganization({ ...list, headers: { "if-none-match": first.headers.etag } }),
      (error) => error.status === 304,
    );
  });
});

package dev.packhouse.adapter.http.route;

/** The reads of members, memberships and repositories, each with the end of its path, behind the owner. */
public enum DirectoryEndpoint {
    /** The members of an organization. */
    MEMBERS("/members", "orgs/members#list-organization-members"),
    /** Whether a user is a member. */
    MEMBER("/members/{username}", "orgs/members#check-organization-membership-for-a-user"),
    /** The public members of an organization. */
    PUBLIC_MEMBERS("/public_members", "orgs/members#list-public-organization-members"),
    /** Whether a user is a public member. */
    PUBLIC_MEMBER("/public_members/{username}", "orgs/members#check-public-organization-membership-for-a-user"),
    /** The membership of a user. */
    MEMBERSHIP("/memberships/{username}", "orgs/members#get-organization-membership-for-a-user"),
    /** The repositories of an organization. */
    ORGANIZATION_REPOSITORIES("/repos", "repos/repos#list-organization-repositories"),
    /** The organizations of which a user is a public member. */
    USER_ORGANIZATIONS("/orgs", "orgs/orgs#list-organizations-for-a-user"),
    /** The public repositories of a user. */
    USER_REPOSITORIES("/repos", "repos/repos#list-repositories-for-a-user"),
    /** The organizations of the caller. */
    OWN_ORGANIZATIONS("/orgs", "orgs/orgs#list-organizations-for-the-authenticated-user"),
    /** The memberships of the caller. */
    OWN_MEMBERSHIPS("/memberships/orgs", "orgs/members#list-organization-memberships-for-the-authenticated-user"),
    /** The membership of the caller in an organization. */
    OWN_MEMBERSHIP("/memberships/orgs/{org}", "orgs/members#get-an-organization-membership-for-the-authenticated-user"),
    /** The repositories of the caller. */
    OWN_REPOSITORIES("/repos", "repos/repos#list-repositories-for-the-authenticated-user"),
    /** One repository. */
    REPOSITORY("/repos/{owner}/{repo}", "repos/repos#get-a-repository");

    private final String suffix;
    private final String documentationUrl;

    DirectoryEndpoint(String suffix, String documentation) {
        this.suffix = suffix;
        this.documentationUrl = "https://docs.github.com/rest/" + documentation;
    }

    /** The path behind the owner, with placeholders in place of values. */
    String suffix() {
        return suffix;
    }

    /** The URL of GitHub's documentation. */
    String documentationUrl() {
        return documentationUrl;
    }
}

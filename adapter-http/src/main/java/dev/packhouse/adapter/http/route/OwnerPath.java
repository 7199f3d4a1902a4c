package dev.packhouse.adapter.http.route;

/** The forms of the path of an owner. */
enum OwnerPath {
    ORGANIZATION("/orgs/{org}", Audience.ORGANIZATION, "orgs/orgs#get-an-organization"),
    ORGANIZATION_NUMBER("/organizations/{organization_id}", Audience.ORGANIZATION, "orgs/orgs#get-an-organization"),
    USER("/users/{username}", Audience.USER, "users/users#get-a-user"),
    USER_NUMBER("/user/{account_id}", Audience.USER, "users/users#get-a-user-using-their-id"),
    CALLER("/user", Audience.CALLER, "users/users#get-the-authenticated-user");

    private final String template;
    private final Audience audience;
    private final String accountDocumentation;

    OwnerPath(String template, Audience audience, String accountDocumentation) {
        this.template = template;
        this.audience = audience;
        this.accountDocumentation = accountDocumentation;
    }

    String template() {
        return template;
    }

    Audience audience() {
        return audience;
    }

    String accountDocumentation() {
        return "https://docs.github.com/rest/" + accountDocumentation;
    }
}

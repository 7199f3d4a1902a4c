package dev.packhouse.domain.access;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scope of a classic token.
 *
 * <p>Source: "Scopes for OAuth apps". A scope can include others; {@code delete:packages} includes nothing.
 */
public enum Scope {
    ADMIN_ENTERPRISE("admin:enterprise"),
    MANAGE_RUNNERS_ENTERPRISE("manage_runners:enterprise", ADMIN_ENTERPRISE),
    MANAGE_BILLING_ENTERPRISE("manage_billing:enterprise", ADMIN_ENTERPRISE),
    READ_ENTERPRISE("read:enterprise", ADMIN_ENTERPRISE),
    ADMIN_GPG_KEY("admin:gpg_key"),
    WRITE_GPG_KEY("write:gpg_key", ADMIN_GPG_KEY),
    READ_GPG_KEY("read:gpg_key", WRITE_GPG_KEY),
    ADMIN_ORG("admin:org"),
    WRITE_ORG("write:org", ADMIN_ORG),
    READ_ORG("read:org", WRITE_ORG),
    MANAGE_RUNNERS_ORG("manage_runners:org", ADMIN_ORG),
    ADMIN_ORG_HOOK("admin:org_hook"),
    ADMIN_PUBLIC_KEY("admin:public_key"),
    WRITE_PUBLIC_KEY("write:public_key", ADMIN_PUBLIC_KEY),
    READ_PUBLIC_KEY("read:public_key", WRITE_PUBLIC_KEY),
    ADMIN_REPO_HOOK("admin:repo_hook"),
    WRITE_REPO_HOOK("write:repo_hook", ADMIN_REPO_HOOK),
    READ_REPO_HOOK("read:repo_hook", WRITE_REPO_HOOK),
    ADMIN_SSH_SIGNING_KEY("admin:ssh_signing_key"),
    WRITE_SSH_SIGNING_KEY("write:ssh_signing_key", ADMIN_SSH_SIGNING_KEY),
    READ_SSH_SIGNING_KEY("read:ssh_signing_key", WRITE_SSH_SIGNING_KEY),
    AUDIT_LOG("audit_log"),
    READ_AUDIT_LOG("read:audit_log", AUDIT_LOG),
    CODESPACE("codespace"),
    COPILOT("copilot"),
    MANAGE_BILLING_COPILOT("manage_billing:copilot", COPILOT),
    DELETE_PACKAGES("delete:packages"),
    DELETE_REPO("delete_repo"),
    GIST("gist"),
    NOTIFICATIONS("notifications"),
    PROJECT("project"),
    READ_PROJECT("read:project", PROJECT),
    REPO("repo"),
    REPO_STATUS("repo:status", REPO),
    REPO_DEPLOYMENT("repo_deployment", REPO),
    PUBLIC_REPO("public_repo", REPO),
    REPO_INVITE("repo:invite", REPO),
    SECURITY_EVENTS("security_events", REPO),
    USER("user"),
    READ_USER("read:user", USER),
    USER_EMAIL("user:email", USER),
    USER_FOLLOW("user:follow", USER),
    WORKFLOW("workflow"),
    WRITE_DISCUSSION("write:discussion"),
    READ_DISCUSSION("read:discussion", WRITE_DISCUSSION),
    WRITE_NETWORK_CONFIGURATIONS("write:network_configurations"),
    READ_NETWORK_CONFIGURATIONS("read:network_configurations", WRITE_NETWORK_CONFIGURATIONS),
    WRITE_PACKAGES("write:packages"),
    READ_PACKAGES("read:packages", WRITE_PACKAGES);

    private static final Map<String, Scope> BY_LABEL =
            Stream.of(values()).collect(toUnmodifiableMap(Scope::label, identity()));

    private final String label;
    private final Optional<Scope> impliedBy;

    Scope(String label) {
        this.label = label;
        this.impliedBy = Optional.empty();
    }

    Scope(String label, Scope impliedBy) {
        this.label = label;
        this.impliedBy = Optional.of(impliedBy);
    }

    /** The spelling in headers and messages. */
    public String label() {
        return label;
    }

    /** The next larger scope that includes this one. */
    public Optional<Scope> impliedBy() {
        return impliedBy;
    }

    /** Finds the scope with exactly this label. */
    public static Optional<Scope> parse(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }
}

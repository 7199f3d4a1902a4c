package dev.packhouse.adapter.http.cli.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.escape.Escaper;
import com.google.common.net.InetAddresses;
import com.google.common.net.UrlEscapers;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.packages.ServerClient.Answer;
import dev.packhouse.adapter.http.cli.packages.ServerClient.LimitReachedException;
import dev.packhouse.adapter.http.cli.packages.ServerClient.NoAnswerException;
import dev.packhouse.adapter.http.protocol.OwnHeaders;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A server that has GitHub's REST API: a Packhouse server, or GitHub itself. In a dry run it sends no change, because only
 * the server can decide on it.
 */
public final class ServerTarget implements PackageTarget {

    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();

    /** A state that does not exist. A server that does not refuse it ignores the parameter. */
    private static final String NO_STATE = "none";

    private final ServerClient client;
    private final Login owner;
    private final String ownerPath;
    private final boolean dryRun;

    private ServerTarget(ServerClient client, Login owner, String ownerPath, boolean dryRun) {
        this.client = client;
        this.owner = owner;
        this.ownerPath = ownerPath;
        this.dryRun = dryRun;
    }

    /**
     * Finds the owner on the server.
     *
     * @param server the address of the API
     * @param token the token of the caller
     * @param console for the times, and a line about each wait for a rate limit
     * @throws UsageException if a token must not be sent to the address
     * @throws CommandException if the server refuses, or does not answer
     */
    public static ServerTarget open(URI server, Credential.Token token, Login owner, boolean dryRun, Console console) {
        ServerClient client = new ServerClient(address(server), token, console);
        return new ServerTarget(client, owner, ownerPath(client, owner), dryRun);
    }

    private static URI address(URI server) {
        if (server.getRawUserInfo() != null) {
            throw new UsageException("Invalid --server: it must not contain a user or a password");
        }
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        if (server.getHost() == null
                || !(scheme.equals("https") || scheme.equals("http"))
                || server.getRawQuery() != null
                || server.getRawFragment() != null) {
            throw new UsageException(
                    "Invalid --server '%s': expected http or https, a host, and nothing behind the path"
                            .formatted(server));
        }
        if (scheme.equals("http") && !isLoopback(server.getHost())) {
            throw new UsageException("Invalid --server '%s': http:// would show the token to the network; use https://"
                    .formatted(server));
        }
        return URI.create(server.toString().replaceFirst("/+$", ""));
    }

    /** Does not resolve host names, because the address of a name can change after the check. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || (InetAddresses.isUriInetAddress(host)
                        && InetAddresses.forUriString(host).isLoopbackAddress());
    }

    /** The path of the owner: an organization, the caller, or another user. */
    private static String ownerPath(ServerClient client, Login owner) {
        String login = SEGMENT.escape(owner.value());
        Answer account = get(client, owner.value(), "/users/" + login);
        if (ShownFields.text(account.json(), "type").equals("Organization")) {
            return "/orgs/" + login;
        }
        Answer caller = read(client, "/user");
        boolean own = caller.status() == 200
                && ShownFields.text(caller.json(), "login").equalsIgnoreCase(owner.value());
        return own ? "/user" : "/users/" + login;
    }

    private static Answer read(ServerClient client, String path) {
        try {
            return client.send("GET", path);
        } catch (NoAnswerException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** Returns an answer with status 200 and JSON. */
    private static Answer get(ServerClient client, String subject, String path) {
        Answer answer = read(client, path);
        if (answer.status() >= 300 && answer.status() < 400) {
            throw new RequestRefusedException(
                    subject,
                    "the server redirects to " + answer.header("location").orElse("another address"),
                    answer.code());
        }
        if (answer.status() != 200) {
            throw new RequestRefusedException(subject, answer.words(), answer.code());
        }
        if (answer.json().isMissingNode()) {
            throw new CommandException("%s: the answer of %s is no JSON".formatted(subject, client.base()));
        }
        return answer;
    }

    @Override
    public String place() {
        return "at " + client.base();
    }

    @Override
    public Listing<ShownPackage> packages(PackageType type, Optional<Visibility> visibility, State state) {
        String subject = owner + "/" + type.label();
        String path = ownerPath
                + "/packages?package_type=" + type.label()
                + visibility.map(shown -> "&visibility=" + shown.label()).orElse("");
        if (state == State.ACTIVE) {
            return list(subject, path, ShownPackage::new, ListLimits.PACKAGE_PAGES);
        }
        Listing<ShownPackage> deleted =
                list(subject, path + "&state=" + state.label(), ShownPackage::new, ListLimits.PACKAGE_PAGES);
        boolean ignored = deleted.items().isEmpty()
                ? read(client, path + "&state=" + NO_STATE).status() != 400
                : !deleted.items().stream().allMatch(ShownPackage::isDeleted);
        if (ignored) {
            throw new RequestRefusedException(
                    subject, "this server does not list deleted packages", ListLimits.INCOMPLETE);
        }
        return deleted;
    }

    private <T> Listing<T> list(String subject, String path, Function<JsonNode, T> reader, int lastPage) {
        List<T> items = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int number = 1; ; number++) {
            Answer answer =
                    get(client, subject, "%s&per_page=%d&page=%d".formatted(path, PageRequest.MAX_SIZE, number));
            Optional<String> incomplete = answer.header(OwnHeaders.INCOMPLETE);
            if (incomplete.isPresent()) {
                throw new RequestRefusedException(subject, incomplete.get(), ListLimits.INCOMPLETE);
            }
            if (!answer.json().isArray()) {
                throw new CommandException("%s: the answer of %s is no list".formatted(subject, client.base()));
            }
            answer.json().forEach(entry -> items.add(reader.apply(entry)));
            answer.header("x-github-sso").ifPresent(header -> missing.add(ListLimits.singleSignOn(subject, header)));
            if (number == lastPage && answer.json().size() == PageRequest.MAX_SIZE) {
                missing.add(ListLimits.lastPageIsFull(subject, lastPage));
            }
            if (!hasNext(answer) || number == lastPage) {
                return new Listing<>(items, missing);
            }
        }
    }

    /** The number of the page is counted here, so that no address of the server is followed. */
    private static boolean hasNext(Answer answer) {
        return !answer.json().isEmpty()
                && answer.headers().allValues("link").stream().anyMatch(link -> link.contains("rel=\"next\""));
    }

    @Override
    public ShownPackage find(PackageType type, String name) {
        return new ShownPackage(
                get(client, subject(type, name), path(type, name)).json());
    }

    @Override
    public Listing<ShownVersion> versions(PackageType type, String name, State state) {
        return list(
                subject(type, name),
                path(type, name) + "/versions?state=" + state.label(),
                ShownVersion::new,
                ListLimits.VERSION_PAGES);
    }

    @Override
    public ShownVersion version(PackageType type, String name, VersionId id) {
        return new ShownVersion(get(client, subject(type, name) + "/" + id, path(type, name, id))
                .json());
    }

    @Override
    public ChangeResult deletePackage(PackageType type, String name) {
        return dryRun
                ? notSent(() -> "package %d".formatted(find(type, name).id()))
                : change("DELETE", path(type, name));
    }

    @Override
    public ChangeResult restorePackage(PackageType type, String name, Optional<PackageId> id) {
        return dryRun
                ? notSent(() -> "the package")
                : change(
                        "POST",
                        path(type, name) + "/restore"
                                + id.map(token -> "?token=" + token).orElse(""));
    }

    @Override
    public ChangeResult deleteVersion(PackageType type, String name, VersionId id) {
        return dryRun
                ? notSent(() -> "version %s".formatted(version(type, name, id).name()))
                : change("DELETE", path(type, name, id));
    }

    @Override
    public ChangeResult restoreVersion(PackageType type, String name, VersionId id) {
        return dryRun ? notSent(() -> "the version") : change("POST", path(type, name, id) + "/restore");
    }

    /** The result of a dry run: the subject as the server shows it, or why it does not show it. */
    private static ChangeResult notSent(Supplier<String> subject) {
        try {
            return ChangeResult.notSent("the server decides about " + subject.get());
        } catch (RequestRefusedException e) {
            return ChangeResult.refused(e);
        } catch (CommandException e) {
            return ChangeResult.failed(e.getMessage());
        }
    }

    private ChangeResult change(String method, String path) {
        Answer answer;
        try {
            answer = client.send(method, path);
        } catch (NoAnswerException e) {
            return e.isSent() ? ChangeResult.unknown(e.getMessage()) : ChangeResult.failed(e.getMessage());
        } catch (LimitReachedException e) {
            return ChangeResult.failed(e.getMessage());
        }
        if (answer.status() == 204) {
            return answer.header(OwnHeaders.DRY_RUN).isPresent() ? ChangeResult.WOULD_BE_DONE : ChangeResult.DONE;
        }
        return answer.status() >= 400
                        && answer.status() < 500
                        && answer.message().isPresent()
                ? ChangeResult.refused(answer.words(), answer.code())
                : ChangeResult.unknown("%s (%s)".formatted(answer.words(), answer.code()));
    }

    private String path(PackageType type, String name) {
        return "%s/packages/%s/%s".formatted(ownerPath, type.label(), SEGMENT.escape(name));
    }

    private String path(PackageType type, String name, VersionId id) {
        return path(type, name) + "/versions/" + id;
    }

    private String subject(PackageType type, String name) {
        return "%s/%s/%s".formatted(owner, type.label(), name);
    }

    /** Nothing is open between two requests. */
    @Override
    public void close() {}
}

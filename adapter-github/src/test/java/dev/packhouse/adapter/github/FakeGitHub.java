package dev.packhouse.adapter.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.packhouse.adapter.github.FakeGitHubState.Account;
import dev.packhouse.adapter.github.FakeGitHubState.FakeError;
import dev.packhouse.adapter.github.FakeGitHubState.Packaged;
import dev.packhouse.adapter.github.FakeGitHubState.Version;
import dev.packhouse.adapter.github.Fault.Effect;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.TokenKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/**
 * A fake GitHub: it serves the recorded shapes over real HTTP, enforces the rate limits, and fails in the ways that a
 * test plans.
 */
final class FakeGitHub implements AutoCloseable {

    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // otherwise each response waits 40 ms for an acknowledgement
    }

    private static final String DOCS = "https://docs.github.com/rest";

    /**
     * A received request.
     *
     * @param target the path with the query, as sent
     * @param authorization the header {@code Authorization}
     * @param conditional the entity tag of {@code If-None-Match}
     * @param at when it arrived
     */
    record Request(
            String method, String target, Optional<String> authorization, Optional<String> conditional, Instant at) {
        @Override
        public String toString() {
            return method + " " + target;
        }
    }

    private record Planned(Predicate<Request> when, Fault fault) {}

    private record Addition(Predicate<Request> when, String name, String value) {}

    private record Spent(Instant at, int points) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Response(int status, Map<String, String> headers, byte[] body) {}

    final FakeGitHubState world;
    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final FakeJson json;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();
    private final List<Addition> additions = new ArrayList<>();
    private final Map<String, Response> fixed = new HashMap<>();
    private final Map<String, Deque<Spent>> spent = new HashMap<>();
    private final Map<String, Integer> primary = new HashMap<>();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private Function<Request, Optional<Fault>> randomFaults = request -> Optional.empty();
    private int maxInFlight;
    private int violations;
    private int confirmed;
    private int limit = 5000;
    private Instant reset;
    private boolean countsInLists = true;
    private boolean linksOnPackageLists = true;
    private boolean pagesOfPackageLists = true;
    private boolean showsScopes = true;
    private Runnable onArrival = () -> {};
    private Runnable afterChange = () -> {};
    private Optional<CountDownLatch> gate = Optional.empty();

    FakeGitHub(RegistryState state, InstantSource clock) {
        this.clock = clock;
        this.world = new FakeGitHubState(state, clock);
        this.reset = clock.instant().plus(Duration.ofHours(1));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 300);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json = new FakeJson(world, url());
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    // Control by tests

    /** Plans these faults, in order, for requests of this kind. */
    synchronized void plan(Predicate<Request> when, Fault... faults) {
        Arrays.stream(faults).forEach(fault -> planned.add(new Planned(when, fault)));
    }

    /** Adds random faults to the planned ones. */
    synchronized void failAtRandom(Function<Request, Optional<Fault>> faults) {
        randomFaults = faults;
    }

    synchronized void primaryLimit(int requestsPerHour) {
        limit = requestsPerHour;
    }

    synchronized void hideCountsInLists() {
        countsInLists = false;
    }

    /** Makes lists of packages ignore the page number and have one page, as older servers do. */
    synchronized void ignorePages() {
        pagesOfPackageLists = false;
        linksOnPackageLists = false;
    }

    synchronized void dropLinksOfPackageLists() {
        linksOnPackageLists = false;
    }

    /** Adds a header to the responses to requests of this kind, or replaces its value. */
    synchronized void addHeader(Predicate<Request> when, String name, String value) {
        additions.add(new Addition(when, name, value));
    }

    /** Responds to a GET of this path and query with a fixed response. */
    synchronized void fix(String target, int status, Map<String, String> headers, String body) {
        Map<String, String> all = body.isEmpty() ? new HashMap<>() : json();
        all.putAll(headers);
        fixed.put(target, new Response(status, all, body.getBytes(UTF_8)));
    }

    synchronized void hideScopes() {
        showsScopes = false;
    }

    /** Makes every request wait until the latch is open. */
    synchronized void holdUntil(CountDownLatch latch) {
        gate = Optional.of(latch);
    }

    /** Runs an action whenever a request arrives. */
    synchronized void onArrival(Runnable action) {
        onArrival = action;
    }

    /** Runs an action right after the next change. */
    synchronized void onChange(Runnable action) {
        afterChange = action;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    synchronized long count(Predicate<Request> kind) {
        return requests.stream().filter(kind).count();
    }

    synchronized void forgetRequests() {
        requests.clear();
    }

    /** Returns how many requests arrived although a limit was used up. */
    synchronized int violations() {
        return violations;
    }

    /** Returns the largest number of requests of one token that were in flight at once. */
    synchronized int maxInFlight() {
        return maxInFlight;
    }

    /** Returns how many responses were 304. */
    synchronized int confirmed() {
        return confirmed;
    }

    static Predicate<Request> changes() {
        return request -> !request.method().equals("GET");
    }

    static Predicate<Request> gets(String part) {
        return request -> request.method().equals("GET") && request.target().contains(part);
    }

    // Serving

    private void serve(HttpExchange exchange) {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath()
                        + (exchange.getRequestURI().getRawQuery() == null
                                ? ""
                                : "?" + exchange.getRequestURI().getRawQuery()),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match")),
                clock.instant());
        String caller = request.authorization().orElse("");
        try (exchange) {
            recordArrival(caller);
            try {
                awaitGate();
                serve(exchange, request);
            } finally {
                recordEnd(caller);
            }
        } catch (IOException e) {
            // The client has closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitGate() throws InterruptedException {
        Optional<CountDownLatch> latch;
        synchronized (this) {
            latch = gate;
        }
        if (latch.isPresent()) {
            latch.get().await();
        }
    }

    private synchronized void recordArrival(String caller) {
        int now = inFlight.merge(caller, 1, Integer::sum);
        maxInFlight = Math.max(maxInFlight, now);
        onArrival.run();
        if (now > 100) {
            violations++;
        }
    }

    private synchronized void recordEnd(String caller) {
        inFlight.merge(caller, -1, Integer::sum);
    }

    private void serve(HttpExchange exchange, Request request) throws IOException, InterruptedException {
        Optional<Fault> fault;
        Response response;
        synchronized (this) {
            requests.add(request);
            fault = next(request);
            boolean carriedOut = fault.isEmpty() || fault.get().effect() == Effect.DONE;
            response = carriedOut
                    ? respond(request, exchange.getRequestHeaders().getFirst("X-GitHub-Api-Version"), exchange)
                    : error(500, "");
        }
        if (fault.isEmpty()) {
            send(exchange, response);
        } else {
            fail(exchange, request, fault.get(), response);
        }
    }

    private Optional<Fault> next(Request request) {
        for (Planned plan : planned) {
            if (plan.when().test(request)) {
                planned.remove(plan);
                return Optional.of(plan.fault());
            }
        }
        return randomFaults.apply(request);
    }

    private void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean empty = response.status() == 204 || response.status() == 304;
        byte[] body = response.body();
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (!empty && accepted != null && accepted.contains("gzip") && body.length > 1000) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            body = zipped(body);
        }
        exchange.sendResponseHeaders(response.status(), empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }

    private void fail(HttpExchange exchange, Request request, Fault fault, Response response)
            throws IOException, InterruptedException {
        switch (fault.kind()) {
            case NO_RESPONSE -> {}
            case STALLED -> {
                begin(exchange, 200, 1000);
                closed.await();
            }
            case CUT_OFF -> begin(exchange, 200, 1000);
            case TRUNCATED_JSON -> {
                byte[] whole = response.body().length > 2 ? response.body() : "{\"id\": 1}".getBytes(UTF_8);
                send(exchange, new Response(200, json(), Arrays.copyOf(whole, whole.length / 2)));
            }
            case INTERNAL_ERROR -> send(exchange, error(500, "Server Error"));
            case BAD_GATEWAY -> send(exchange, error(502, "Server Error"));
            case SERVICE_UNAVAILABLE -> send(exchange, error(503, "Service Unavailable"));
            case HTML_ERROR -> send(exchange, page(502));
            case UNRELATED_JSON -> send(exchange, new Response(200, json(), "{\"status\":\"ok\"}".getBytes(UTF_8)));
            case ANOTHER_ID -> {
                String other = new String(response.body(), UTF_8).replaceFirst("\"id\":\\d+", "\"id\":4");
                send(exchange, new Response(200, json(), other.getBytes(UTF_8)));
            }
            case NOTHING_YET -> {
                String empty = new String(response.body(), UTF_8)
                        .replaceFirst("\"version_count\":\\d+", "\"version_count\":0")
                        .replaceAll("\"tags\":\\[[^]]*]", "\"tags\":[]");
                send(exchange, new Response(200, json(), empty.getBytes(UTF_8)));
            }
            case HTML_PAGE -> send(exchange, page(200));
            case SECONDARY_LIMIT -> send(exchange, secondary(403, fault));
            case TOO_MANY_REQUESTS -> send(exchange, secondary(429, fault));
            case PRIMARY_LIMIT -> send(exchange, primary(fault));
            case MISSING -> send(exchange, error(404, fault.detail().orElseThrow()));
            case IN_USE -> send(exchange, error(400, "The name is already in use."));
            case SUSPENDED -> send(exchange, error(403, "Sorry. Your account was suspended."));
            case REDIRECT, MOVED -> {
                boolean permanent =
                        fault.kind() == Fault.Kind.MOVED || request.method().equals("GET");
                Response moved = error(permanent ? 301 : 307, "Moved Permanently");
                moved.headers().put("Location", fault.detail().orElseThrow());
                send(exchange, moved);
            }
            case VERSION_REFUSED -> {
                ObjectNode body = FakeJson.object()
                        .put("message", "Bad Request")
                        .put("errors", "The version you specified is not a supported version.")
                        .put("documentation_url", DOCS)
                        .put("status", "400");
                send(exchange, new Response(400, json(), bytes(body)));
            }
        }
    }

    private static void begin(HttpExchange exchange, int status, int announced) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, announced);
        exchange.getResponseBody().write("{\"id\":".getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    private static Response page(int status) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "text/html; charset=utf-8"));
        return new Response(status, headers, "<!DOCTYPE html><title>Unicorn!</title>".getBytes(UTF_8));
    }

    private static Response secondary(int status, Fault fault) {
        Response response = error(
                status, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        fault.detail().ifPresent(seconds -> response.headers().put("Retry-After", seconds));
        return response;
    }

    private Response primary(Fault fault) {
        Response response = error(403, "API rate limit exceeded for user ID 1.");
        response.headers().put("X-RateLimit-Limit", "5000");
        response.headers().put("X-RateLimit-Remaining", "0");
        response.headers().put("X-RateLimit-Used", "5000");
        Instant end = clock.instant().plusSeconds(Long.parseLong(fault.detail().orElseThrow()));
        response.headers().put("X-RateLimit-Reset", Long.toString(end.getEpochSecond()));
        return response;
    }

    private static Map<String, String> json() {
        return new HashMap<>(Map.of("Content-Type", "application/json; charset=utf-8"));
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(UTF_8);
    }

    private static Response error(int status, String message) {
        ObjectNode body = FakeJson.object()
                .put("message", message)
                .put("documentation_url", status == 401 ? DOCS : DOCS + "/packages/packages#some-operation")
                .put("status", Integer.toString(status));
        return new Response(status, json(), bytes(body));
    }

    // Responses

    private Response respond(Request request, String version, HttpExchange exchange) {
        Response response;
        Optional<TokenEntry> token = Optional.empty();
        try {
            if (exchange.getRequestHeaders().getFirst("User-Agent") == null) {
                throw new FakeError(403, "Request forbidden by administrative rules.");
            }
            token = token(request);
            Optional<Response> limited = limits(request);
            if (limited.isPresent()) {
                return limited.get();
            }
            response = route(request, token);
        } catch (FakeError error) {
            response = error(error.status, error.getMessage());
        }
        response.headers().put("X-GitHub-Api-Version-Selected", version == null ? "none" : version);
        rateHeaders(request, response);
        if (token.isPresent() && showsScopes && hasScopes(token.get())) {
            response.headers().put("X-OAuth-Scopes", token.get().scopes().toString());
        }
        Response complete = response;
        token.flatMap(TokenEntry::expiresAt)
                .ifPresent(end -> complete.headers().put("github-authentication-token-expiration", EXPIRY.format(end)));
        additions.stream()
                .filter(addition -> addition.when().test(request))
                .forEach(addition -> complete.headers().put(addition.name(), addition.value()));
        return response.status() == 200 ? tagged(request, response) : response;
    }

    private Response tagged(Request request, Response response) {
        String tag = "W/\"%s\"".formatted(Hashing.sha256().hashBytes(response.body()));
        response.headers().put("ETag", tag);
        response.headers().put("Cache-Control", "private, max-age=60, s-maxage=60");
        if (request.conditional().equals(Optional.of(tag))) {
            confirmed++;
            primary.merge(user(request), -1, Integer::sum);
            rateHeaders(request, response);
            response.headers().remove("X-GitHub-SSO"); // a 304 may omit headers that describe the body
            if (fixed.containsKey(request.target())) {
                response.headers().remove("Link");
            }
            return new Response(304, response.headers(), new byte[0]);
        }
        return response;
    }

    private static boolean hasScopes(TokenEntry token) {
        return token.kind() == TokenKind.CLASSIC || token.kind() == TokenKind.OAUTH_APP;
    }

    private Optional<TokenEntry> token(Request request) {
        if (request.authorization().isEmpty()) {
            return Optional.empty();
        }
        String secret = request.authorization().get().replaceFirst("^Bearer ", "");
        TokenEntry token = world.tokens.get(TokenHash.of(secret).hex());
        if (token == null
                || token.expiresAt()
                        .filter(end -> !clock.instant().isBefore(end))
                        .isPresent()) {
            throw new FakeError(401, "Bad credentials");
        }
        return Optional.of(token);
    }

    /** Returns the user whose limits a request counts against: all tokens of a user have the same. */
    private String user(Request request) {
        return request.authorization()
                .map(value -> value.replaceFirst("^Bearer ", ""))
                .map(secret -> world.tokens.get(TokenHash.of(secret).hex()))
                .map(FakeGitHubState::holder)
                .orElse(request.authorization().orElse(""));
    }

    private Optional<Response> limits(Request request) {
        String caller = user(request);
        Instant now = clock.instant();
        Deque<Spent> minute = spent.computeIfAbsent(caller, key -> new ArrayDeque<>());
        while (!minute.isEmpty() && !minute.peekFirst().at().plusSeconds(60).isAfter(now)) {
            minute.removeFirst();
        }
        minute.add(new Spent(now, request.method().equals("GET") ? 1 : 5));
        if (minute.stream().mapToInt(Spent::points).sum() > 900) {
            violations++;
        }
        if (!now.isBefore(reset)) {
            reset = now.plus(Duration.ofHours(1));
            primary.clear();
        }
        if (primary.merge(caller, 1, Integer::sum) > limit) {
            violations++;
            Response refused = error(403, "API rate limit exceeded for user ID 1.");
            rateHeaders(request, refused);
            return Optional.of(refused);
        }
        return Optional.empty();
    }

    private void rateHeaders(Request request, Response response) {
        int used = primary.getOrDefault(user(request), 0);
        response.headers().put("X-RateLimit-Limit", Integer.toString(limit));
        response.headers().put("X-RateLimit-Remaining", Integer.toString(Math.max(0, limit - used)));
        response.headers().put("X-RateLimit-Used", Integer.toString(used));
        response.headers().put("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()));
        response.headers().put("X-RateLimit-Resource", "core");
    }

    private static Response ok(JsonNode body) {
        return new Response(200, json(), bytes(body));
    }

    private static Response done() {
        return new Response(204, new HashMap<>(), new byte[0]);
    }

    private Response route(Request request, Optional<TokenEntry> token) {
        String target = request.target();
        if (fixed.containsKey(target)) {
            Response response = fixed.get(target);
            return new Response(response.status(), new HashMap<>(response.headers()), response.body());
        }
        int mark = target.indexOf('?');
        Map<String, String> query = mark < 0
                ? Map.of()
                : new LinkedHashMap<>(
                        Splitter.on('&').withKeyValueSeparator('=').split(target.substring(mark + 1)));
        List<String> path =
                Splitter.on('/').splitToList((mark < 0 ? target : target.substring(0, mark)).substring(1)).stream()
                        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8))
                        .toList();
        String head = path.get(0);
        if (head.equals("installation") && path.size() == 2) {
            return installation(token);
        }
        if (head.equals("user") && path.size() == 1) {
            return ok(json.user(self(token)));
        }
        boolean own = head.equals("user") && !path.get(1).matches("\\d+");
        Account owner = own ? self(token) : owner(head, path.get(1));
        List<String> rest = path.subList(own ? 1 : 2, path.size());
        if (rest.isEmpty()) {
            boolean asOrganization = head.equals("orgs") || head.equals("organizations");
            return ok(asOrganization ? json.organization(owner) : json.user(owner));
        }
        return packages(
                request,
                token.orElseThrow(() -> new FakeError(401, "Requires authentication")),
                owner,
                own,
                rest,
                query);
    }

    private Account self(Optional<TokenEntry> token) {
        TokenEntry entry = token.orElseThrow(() -> new FakeError(401, "Requires authentication"));
        if (entry.holder() instanceof WorkflowHolder) {
            throw new FakeError(403, "Resource not accessible by integration");
        }
        return world.accounts.get(FakeGitHubState.holder(entry));
    }

    private Account owner(String head, String name) {
        Optional<Account> account = head.equals("user") || head.equals("organizations")
                ? world.account(Long.parseLong(name))
                : Optional.ofNullable(world.accounts.get(FakeGitHubState.key(name)));
        boolean organizationsOnly = head.equals("orgs") || head.equals("organizations");
        return account.filter(found -> found.organization() || !organizationsOnly)
                .orElseThrow(() -> new FakeError(404, "Not Found"));
    }

    private Response installation(Optional<TokenEntry> token) {
        if (token.isEmpty() || !(token.get().holder() instanceof WorkflowHolder workflow)) {
            throw new FakeError(403, "You must authenticate with an installation access token");
        }
        ObjectNode body = FakeJson.object();
        ArrayNode repositories = body.putArray("repositories");
        Optional.ofNullable(world.repositories.get(
                        FakeGitHubState.key(workflow.repository().toString())))
                .ifPresent(repository -> repositories.add(json.repository(repository)));
        body.put("total_count", repositories.size());
        return ok(body);
    }

    private Response packages(
            Request request,
            TokenEntry token,
            Account owner,
            boolean own,
            List<String> rest,
            Map<String, String> query) {
        String method = request.method();
        boolean conflicts = rest.get(0).equals("docker");
        boolean restore = rest.get(rest.size() - 1).equals("restore");
        boolean versions = rest.size() > 3 && rest.get(3).equals("versions");
        String what = conflicts
                ? "list docker migration conflicts"
                : rest.size() == 1
                        ? "list packages"
                        : (restore ? "restore " : method.equals("DELETE") ? "delete " : "get ")
                                + (versions
                                        ? rest.size() > 4 ? "a package version" : "a package's versions"
                                        : "a package");
        require(token, method, restore, rest.size() > 1 && !conflicts ? rest.get(1) : "", what);
        checkSso(token, owner);
        if (conflicts) {
            ArrayNode list = FakeJson.MAPPER.createArrayNode();
            world.conflicts(token, owner).forEach(p -> list.add(json.packaged(p, countsInLists)));
            return ok(list);
        }
        if (rest.size() == 1) {
            return list(token, owner, own, query);
        }
        String type = rest.get(1);
        String name = rest.get(2);
        if (method.equals("GET")) {
            Packaged p = world.findForRead(token, owner, type, name);
            if (!versions) {
                return ok(json.packaged(p, true));
            }
            return rest.size() == 4 ? versions(owner, p, query) : ok(json.version(p, version(p, rest.get(4))));
        }
        change(token, owner, type, name, versions ? Optional.of(rest.get(4)) : Optional.empty(), restore);
        afterChange.run();
        afterChange = () -> {};
        return done();
    }

    private Version version(Packaged p, String id) {
        return world.version(p, Long.parseLong(id));
    }

    private void change(
            TokenEntry token, Account owner, String type, String name, Optional<String> version, boolean restore) {
        if (version.isPresent() && restore) {
            world.restoreVersion(token, owner, type, name, Long.parseLong(version.get()));
        } else if (version.isPresent()) {
            world.deleteVersion(token, owner, type, name, Long.parseLong(version.get()));
        } else if (restore) {
            world.restorePackage(token, owner, type, name);
        } else {
            world.deletePackage(token, owner, type, name);
        }
    }

    private static void require(TokenEntry token, String method, boolean restore, String type, String what) {
        if (token.kind() == TokenKind.FINE_GRAINED) {
            throw new FakeError(403, "Resource not accessible by personal access token");
        }
        if (token.kind() == TokenKind.USER_TO_SERVER) {
            throw new FakeError(403, "Resource not accessible by integration");
        }
        if (token.holder() instanceof WorkflowHolder workflow) {
            String permission = workflow.permission().label();
            if (permission.equals("none") || (permission.equals("read") && !method.equals("GET"))) {
                throw new FakeError(403, "Resource not accessible by integration");
            }
            return;
        }
        TreeSet<String> has =
                new TreeSet<>(Splitter.on(", ").splitToList(token.scopes().toString()));
        if (has.contains("write:packages")) {
            has.add("read:packages");
        }
        List<String> needs = new ArrayList<>();
        if (!method.equals("GET")) {
            needs.add(restore ? "write:packages" : "delete:packages");
        }
        needs.add("read:packages");
        if (FakeGitHubState.repositoryScoped(type)) {
            needs.add("repo");
        }
        if (!has.containsAll(needs)) {
            throw new FakeError(
                    403,
                    "You need at least %s %s to %s."
                            .formatted(String.join(" and ", needs), needs.size() == 1 ? "scope" : "scopes", what));
        }
    }

    private static void checkSso(TokenEntry token, Account owner) {
        boolean member = owner.owners().contains(FakeGitHubState.holder(token))
                || owner.members().contains(FakeGitHubState.holder(token));
        if (owner.sso()
                && member
                && token.ssoOrganizations().stream()
                        .noneMatch(login ->
                                FakeGitHubState.key(login.value()).equals(FakeGitHubState.key(owner.login())))) {
            throw new FakeError(
                    403,
                    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.");
        }
    }

    private Response list(TokenEntry token, Account owner, boolean own, Map<String, String> query) {
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        int size = Integer.parseInt(query.getOrDefault("per_page", "30"));
        if (!query.containsKey("package_type")) {
            throw new FakeError(400, "Invalid argument.");
        }
        if (pagesOfPackageLists && (long) page * size > 10_000) {
            throw new FakeError(400, "The value of `per_page` multiplied by `page` cannot be greater than 10000.");
        }
        List<Packaged> all =
                world.list(token, owner, query.get("package_type"), Optional.ofNullable(query.get("visibility")));
        ArrayNode list = FakeJson.MAPPER.createArrayNode();
        (pagesOfPackageLists ? slice(all, page, size) : all).forEach(p -> list.add(json.packaged(p, countsInLists)));
        Response response = ok(list);
        int last = (all.size() + size - 1) / size;
        if (linksOnPackageLists) {
            String path = own ? "/user/packages" : "/organizations/%d/packages".formatted(owner.id());
            String link = "<%s%s?package_type=%s&page=%%d&per_page=%d>; rel=\"%%s\""
                    .formatted(url(), path, query.get("package_type"), size);
            List<String> members = new ArrayList<>();
            if (page < last) {
                members.add(link.formatted(page + 1, "next"));
            }
            if (page > 1) {
                members.add(link.formatted(page - 1, "prev"));
                members.add(link.formatted(1, "first"));
            }
            members.add(link.formatted(last, "last"));
            members.add(
                    "<https://docs.github.com/en/rest/about-the-rest-api/api-versions>; rel=\"deprecation\"; type=\"text/html\"");
            response.headers().put("Link", String.join(", ", members));
        }
        return response;
    }

    private static <T> List<T> slice(List<T> all, int page, int size) {
        int from = (int) Math.min(all.size(), (page - 1L) * size);
        return all.subList(from, Math.min(all.size(), from + size));
    }

    private Response versions(Account owner, Packaged p, Map<String, String> query) {
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        int size = Math.min(100, Integer.parseInt(query.getOrDefault("per_page", "30")));
        boolean deleted = query.getOrDefault("state", "active").equals("deleted");
        ArrayNode list = FakeJson.MAPPER.createArrayNode();
        int total;
        if (p.madeUp.isPresent()) {
            total = deleted ? p.madeUpDeleted : p.madeUpActive;
            int from = (int) Math.min(total, (page - 1L) * size);
            for (int i = from; i < Math.min(total, from + size); i++) {
                list.add(json.version(p, p.madeUp.get().apply(deleted ? -1 - i : i)));
            }
        } else {
            List<Version> all = world.versions(p, deleted);
            total = all.size();
            slice(all, page, size).forEach(v -> list.add(json.version(p, v)));
        }
        Response response = ok(list);
        int last = (total + size - 1) / size;
        if (last > 1 || (page > 1 && last > 0)) {
            response.headers().put("Link", versionLinks(owner, p, query, page, last));
        }
        return response;
    }

    private String versionLinks(Account owner, Packaged p, Map<String, String> query, int page, int last) {
        StringBuilder rest = new StringBuilder();
        query.forEach((key, value) -> {
            if (!key.equals("page")) {
                rest.append(key).append('=').append(value).append('&');
            }
        });
        String link = "<%s/organizations/%d/packages/%s/%s/versions?%spage=%%d>; rel=\"%%s\""
                .formatted(url(), owner.id(), p.type, p.name.replace("/", "%%2F"), rest);
        List<String> members = new ArrayList<>();
        if (page > 1) {
            members.add(link.formatted(page > last ? last : page - 1, "prev"));
        }
        if (page < last) {
            members.add(link.formatted(page + 1, "next"));
        }
        if (page != last) {
            members.add(link.formatted(last, "last"));
        }
        if (page > 1) {
            members.add(link.formatted(1, "first"));
        }
        return String.join(", ", members);
    }
}

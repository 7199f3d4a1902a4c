package dev.packhouse.adapter.http.payload;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Rules;

/**
 * The URLs of one package and its versions.
 *
 * <p>The web page of a repository-scoped package has a URL below its repository, with the number of the package. A
 * repository-scoped package that is linked to no repository has the URLs of a granular package.
 */
final class PackageUrls {

    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();
    private static final Escaper PARAMETER = UrlEscapers.urlFormParameterEscaper();

    private final String api;
    private final String html;
    private final String versionHtml;
    private final boolean belowRepository;

    private PackageUrls(String api, String html, String versionHtml, boolean belowRepository) {
        this.api = api;
        this.html = html;
        this.versionHtml = versionHtml;
        this.belowRepository = belowRepository;
    }

    static PackageUrls of(Package subject, PublicUrl base, Rules rules) {
        Namespace namespace = subject.namespace();
        String type = namespace.type().label();
        String name = segment(subject.name().value());
        String owner = (namespace.owner() instanceof Organization ? "/orgs/" : "/users/")
                + segment(namespace.owner().login().value())
                + "/packages/"
                + type;
        String api = base.api() + owner + "/" + name;
        if (rules.isRepositoryScoped(namespace.type()) && subject.repository().isPresent()) {
            Repository repository = subject.repository().get();
            String html = base.web() + "/" + path(repository.name()) + "/packages/" + subject.id();
            return new PackageUrls(api, html, html + "?version=", true);
        }
        String web = base.web() + owner;
        return new PackageUrls(api, web + "/package/" + name, web + "/" + name + "/", false);
    }

    /** Encodes a text as one segment of a URL path. */
    static String segment(String text) {
        return SEGMENT.escape(text);
    }

    /** Encodes a repository as two segments of a URL path. */
    static String path(RepositoryName name) {
        return segment(name.owner().value()) + "/" + name.name();
    }

    String api() {
        return api;
    }

    String html() {
        return html;
    }

    String api(PackageVersion version) {
        return api + "/versions/" + version.id().value();
    }

    String html(PackageVersion version) {
        return versionHtml
                + (belowRepository
                        ? PARAMETER.escape(version.name().value())
                        : version.id().toString());
    }
}

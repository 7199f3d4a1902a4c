package dev.packhouse.adapter.http.payload;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;

/**
 * The addresses of one package and its versions.
 *
 * <p>The pages of a repository-scoped package lie below its repository and carry its number. One that is linked to no
 * repository has the addresses of a granular package, since there is nothing else it could lie below.
 */
final class Urls {

    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();
    private static final Escaper PARAMETER = UrlEscapers.urlFormParameterEscaper();

    private final String api;
    private final String html;
    private final String versionHtml;
    private final boolean belowRepository;

    private Urls(String api, String html, String versionHtml, boolean belowRepository) {
        this.api = api;
        this.html = html;
        this.versionHtml = versionHtml;
        this.belowRepository = belowRepository;
    }

    static Urls of(Package subject, PublicUrl base, RegistryRules rules) {
        Namespace namespace = subject.namespace();
        String type = namespace.type().label();
        String name = SEGMENT.escape(subject.name().value());
        String owner = (namespace.owner() instanceof Organization ? "/orgs/" : "/users/")
                + namespace.owner().login().value()
                + "/packages/"
                + type;
        String api = base.api() + owner + "/" + name;
        if (rules.repositoryScoped(namespace.type()) && subject.repository().isPresent()) {
            Repository repository = subject.repository().get();
            String html = base.web() + "/" + repository.name() + "/packages/" + subject.id();
            return new Urls(api, html, html + "?version=", true);
        }
        String web = base.web() + owner;
        return new Urls(api, web + "/package/" + name, web + "/" + name + "/", false);
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

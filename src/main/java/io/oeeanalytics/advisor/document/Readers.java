package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.search.Reader;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScopes;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who may read which document, by whoever is signed in on this thread. */
@Component
class Readers {
    private final PlantModel plant;
    private final SiteScopes scopes;

    Readers(PlantModel plant, SiteScopes scopes) {
        this.plant = plant;
        this.scopes = scopes;
    }

    /**
     * What stands for a role in the index. The guide is found in the language of whoever asks: its
     * three editions say the same and would take each other's places.
     */
    static String role(Role role, Document document) {
        return document.source() == Source.GUIDE
                ? role.name() + "@" + document.origin()
                : role.name();
    }

    /** For the index. */
    Reader now(Locale locale) {
        String language = Guide.language(locale).getLanguage();
        var roles = new HashSet<String>();
        for (var role : roles()) {
            roles.add(role.name());
            roles.add(role.name() + "@" + language);
        }
        return new Reader(
                roles,
                scopes.now().isLimited()
                        ? plant.lines().stream()
                                .map(line -> String.valueOf(line.id().value()))
                                .collect(Collectors.toSet())
                        : null);
    }

    static Set<Role> roles() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null) {
            return Set.of();
        }
        return Arrays.stream(Role.values())
                .filter(
                        role ->
                                who.getAuthorities().stream()
                                        .anyMatch(
                                                granted ->
                                                        ("ROLE_" + role.name())
                                                                .equals(granted.getAuthority())))
                .collect(Collectors.toSet());
    }

    /** Asked once for as many documents as there are. */
    Reach reach() {
        return new Reach(
                roles(),
                scopes.now().isLimited()
                        ? plant.lines().stream().map(Line::id).collect(Collectors.toSet())
                        : null);
    }

    /**
     * How far whoever is signed in reaches.
     *
     * @param lines null where that is the whole plant
     */
    record Reach(Set<Role> roles, @Nullable Set<LineId> lines) {
        /** An administrator's role is enough for each. */
        boolean reads(Document document) {
            var audience = document.audience();
            boolean byRole =
                    roles.contains(Role.ADMIN)
                            || audience.roles().stream().anyMatch(roles::contains);
            return byRole
                    && (audience.everyLine()
                            || lines == null
                            || audience.lines().stream().anyMatch(lines::contains));
        }

        /** Of nobody else's lines; a guide changes with the product alone. */
        boolean changes(Document document) {
            return document.source() != Source.GUIDE && ownsAll(document.audience());
        }

        /** Whether it concerns nobody else's lines: then whoever is limited may change it. */
        boolean ownsAll(Document.Audience audience) {
            return lines == null
                    || (!audience.everyLine()
                            && !audience.lines().isEmpty()
                            && lines.containsAll(audience.lines()));
        }
    }
}

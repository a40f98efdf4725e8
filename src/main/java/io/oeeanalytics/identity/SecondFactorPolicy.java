package io.oeeanalytics.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which accounts must have a second factor ({@code OEE_SECOND_FACTOR}); any with a password may. An
 * identity provider asks its people for theirs itself.
 */
@Component
public class SecondFactorPolicy {
    private enum Required {
        OPTIONAL,
        ADMINISTRATORS,
        ALL
    }

    private final Required required;

    SecondFactorPolicy(@Value("${oee.second-factor:optional}") String text) {
        this.required =
                Arrays.stream(Required.values())
                        .filter(one -> word(one).equals(text.strip()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "OEE_SECOND_FACTOR is one of %s, not '%s'"
                                                        .formatted(
                                                                Arrays.stream(Required.values())
                                                                        .map(
                                                                                SecondFactorPolicy
                                                                                        ::word)
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", ")),
                                                                text)));
    }

    private static String word(Required one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** It must set one up before it may do anything. */
    public boolean lacksOne(Account account) {
        boolean needed =
                switch (required) {
                    case OPTIONAL -> false;
                    case ADMINISTRATORS -> account.role() == Role.ADMIN;
                    case ALL -> true;
                };
        return needed && !account.secondFactor() && !account.fromProvider();
    }
}

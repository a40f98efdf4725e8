package io.oeeanalytics.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Verdicts as they are kept beside the moves they allowed. */
final class Verdicts {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addMixIn(Gate.class, Kinds.class)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Verdicts() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "gate")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Gate.Evidence.class, name = "evidence"),
        @JsonSubTypes.Type(value = Gate.AgainstChampion.class, name = "champion"),
        @JsonSubTypes.Type(value = Gate.AgainstBaseline.class, name = "baseline"),
        @JsonSubTypes.Type(value = Gate.Coverage.class, name = "coverage"),
        @JsonSubTypes.Type(value = Gate.Leakage.class, name = "leakage")
    })
    private interface Kinds {}

    static String write(Verdict verdict) {
        return JSON.writeValueAsString(verdict);
    }

    static Verdict read(String json) {
        return JSON.readValue(json, Verdict.class);
    }
}

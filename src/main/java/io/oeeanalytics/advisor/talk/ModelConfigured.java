package io.oeeanalytics.advisor.talk;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** A model is set; without one nothing of it exists, and nobody outside is spoken with. */
final class ModelConfigured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var environment = context.getEnvironment();
        return StringUtils.hasText(environment.getProperty("oee.model.gemini-key"))
                || StringUtils.hasText(environment.getProperty("oee.model.base-url"));
    }
}

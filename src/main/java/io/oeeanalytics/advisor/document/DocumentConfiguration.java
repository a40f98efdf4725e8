package io.oeeanalytics.advisor.document;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One reader for the instance, so that its documents wait for one another. */
@Configuration
class DocumentConfiguration {
    @Bean
    DocumentReader documentReader() {
        return new DocumentReader();
    }
}

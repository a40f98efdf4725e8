package io.oeeanalytics.identity.ui;

import com.vaadin.flow.server.auth.AccessCheckDecision;
import com.vaadin.flow.server.auth.AccessCheckResult;
import com.vaadin.flow.server.auth.DefaultAccessCheckDecisionResolver;
import com.vaadin.flow.server.auth.NavigationContext;
import com.vaadin.flow.spring.security.NavigationAccessControlConfigurer;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.oeeanalytics.identity.CodeSignIn;
import io.oeeanalytics.identity.OidcSettings;
import io.oeeanalytics.identity.OidcSignIn;
import io.oeeanalytics.identity.RememberedSignIns;
import io.oeeanalytics.identity.SecurityHeaders;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;

@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** So that what was refused is heard of, and by whom. */
    @Bean
    AuthorizationEventPublisher refusalsAreTold(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }

    /** Views of others are refused before any service is asked, which is told as well. */
    @Bean
    NavigationAccessControlConfigurer refusedViewsAreTold(AuditTrail audit) {
        var decisions = new DefaultAccessCheckDecisionResolver();
        return new NavigationAccessControlConfigurer()
                .withAnnotatedViewAccessChecker()
                .withDecisionResolver(
                        (results, navigation) -> {
                            var decision = decisions.resolve(results, navigation);
                            tell(audit, navigation, decision);
                            return decision;
                        });
    }

    private static void tell(
            AuditTrail audit, NavigationContext navigation, AccessCheckResult decision) {
        var who = navigation.getPrincipal();
        // The menu asks as well, of views nobody is on the way to.
        if (who != null
                && navigation.isNavigating()
                && decision.decision() != AccessCheckDecision.ALLOW) {
            audit.refused(
                    who.getName(),
                    AuditAction.ACCESS,
                    "VIEW /" + navigation.getLocation().getPath(),
                    "not permitted");
        }
    }

    @Bean
    SecurityFilterChain browser(
            HttpSecurity http,
            RememberedSignIns remembered,
            CodeSignIn codes,
            OidcSettings settings,
            OidcSignIn provider) {
        var codeStep = new CodeStep(codes);
        if (settings.isActive()) {
            http.oauth2Login(login -> ProviderStep.configure(login, provider));
        }
        return http.headers(
                        headers -> {
                            SecurityHeaders.say(headers);
                            headers.cacheControl(everywhere -> everywhere.disable());
                            headers.addHeaderWriter(
                                    new DelegatingRequestMatcherHeaderWriter(
                                            request -> !isPartOfPages(request),
                                            new CacheControlHeadersWriter()));
                            // A page is forwarded to Vaadin, after which Tomcat takes no header any
                            // more.
                            headers.withObjectPostProcessor(
                                    new ObjectPostProcessor<HeaderWriterFilter>() {
                                        @Override
                                        public <F extends HeaderWriterFilter> F postProcess(
                                                F filter) {
                                            filter.setShouldWriteHeadersEagerly(true);
                                            return filter;
                                        }
                                    });
                        })
                .authorizeHttpRequests(
                        requests ->
                                // A page that says that something failed, and no more.
                                requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers(
                                                "/health",
                                                "/charts/**",
                                                "/drafts/**",
                                                "/styles/**",
                                                "/icons/**")
                                        .permitAll())
                .rememberMe(
                        goesOn -> goesOn.rememberMeServices(remembered).key(remembered.getKey()))
                .formLogin(
                        form -> form.loginPage("/login").failureHandler(codeStep.afterPassword()))
                .with(codeStep, Customizer.withDefaults())
                .with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.loginView(LoginView.class))
                .build();
    }

    /** Whose names hold a digest of their content; Vaadin says how long they may be kept. */
    private static boolean isPartOfPages(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/VAADIN/build/") || path.startsWith("/VAADIN/static/");
    }
}

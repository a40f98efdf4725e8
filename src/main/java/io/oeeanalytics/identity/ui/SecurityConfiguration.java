package io.oeeanalytics.identity.ui;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.oeeanalytics.identity.CodeSignIn;
import io.oeeanalytics.identity.OidcSettings;
import io.oeeanalytics.identity.OidcSignIn;
import io.oeeanalytics.identity.RememberedSignIns;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

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
        return http.authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers(
                                                "/health", "/charts/**", "/styles/**", "/icons/**")
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
}

package io.oeeanalytics.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.oeeanalytics.base.api.ApiProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where a person's program signs in for a token, and gives it back. */
@RestController
class TokenDoor {
    static final String TOKEN = "/api/v1/auth/token";
    static final String REVOKE = "/api/v1/auth/revoke";

    private final ProviderManager signIn;
    private final AccountService accounts;
    private final OwnTokens tokens;

    TokenDoor(
            SignIn people,
            PasswordEncoder passwords,
            AuthenticationEventPublisher events,
            AccountService accounts,
            OwnTokens tokens) {
        var provider = new DaoAuthenticationProvider(people);
        provider.setPasswordEncoder(passwords);
        this.signIn = new ProviderManager(provider);
        signIn.setAuthenticationEventPublisher(events);
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** What a program sends. */
    record Asked(@Nullable String username, @Nullable String password) {}

    /**
     * As RFC 6749, 5.1, has it.
     *
     * @param expiresIn seconds
     */
    record Answer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            List<String> permissions) {}

    @PostMapping(TOKEN)
    ResponseEntity<Answer> token(@RequestBody Asked asked) {
        if (asked.username() == null || asked.password() == null) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "Send {\"username\": …, \"password\": …} as JSON.",
                    List.of());
        }
        var account = signedIn(asked.username(), asked.password());
        if (account.mustChangePassword()) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "The password was given by another person. Sign in with a browser and choose your own first.",
                    List.of());
        }
        var issued = tokens.issue(account);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new Answer(
                                issued.value(),
                                "Bearer",
                                issued.life().toSeconds(),
                                issued.permissions().stream()
                                        .map(ApiKey.Scope::word)
                                        .sorted()
                                        .toList()));
    }

    private Account signedIn(String name, String password) {
        try {
            var who =
                    signIn.authenticate(
                            UsernamePasswordAuthenticationToken.unauthenticated(name, password));
            return accounts.signedIn(who.getName());
        } catch (AuthenticationException e) {
            // A locked account is not told apart from a wrong password, or names could be tried
            // out.
            throw wrong();
        }
    }

    private static ApiProblem wrong() {
        return new ApiProblem(
                HttpStatus.UNAUTHORIZED,
                "The name or password is not right, or the account is locked or disabled.",
                List.of());
    }

    @PostMapping(REVOKE)
    ResponseEntity<Void> revoke(@RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        try {
            tokens.revoke(authorization.replaceFirst("(?i)^Bearer ", "").strip());
            return ResponseEntity.noContent().build();
        } catch (SignedTokens.Refused e) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), List.of());
        }
    }
}

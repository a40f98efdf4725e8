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
import org.springframework.security.core.AuthenticationException;
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
    private final CodeSignIn codes;
    private final SecondFactorPolicy policy;
    private final AccountService accounts;
    private final OwnTokens tokens;

    TokenDoor(
            PasswordSignIn passwords,
            CodeSignIn codes,
            SecondFactorPolicy policy,
            AuthenticationEventPublisher events,
            AccountService accounts,
            OwnTokens tokens) {
        this.signIn = new ProviderManager(passwords);
        signIn.setAuthenticationEventPublisher(events);
        this.codes = codes;
        this.policy = policy;
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /**
     * What a program sends.
     *
     * @param code of an account with a second factor
     */
    record Asked(@Nullable String username, @Nullable String password, @Nullable String code) {}

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
        var account = signedIn(asked.username(), asked.password(), asked.code());
        if (account.mustChangePassword()) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "The password was given by another person. Sign in with a browser and choose your own first.",
                    List.of());
        }
        if (policy.lacksOne(account)) {
            throw new ApiProblem(HttpStatus.FORBIDDEN, OwnTokens.NO_SECOND_FACTOR, List.of());
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

    private Account signedIn(String name, String password, @Nullable String code) {
        try {
            var who =
                    signIn.authenticate(
                            UsernamePasswordAuthenticationToken.unauthenticated(name, password));
            return accounts.signedIn(who.getName());
        } catch (SecondFactorNeeded needed) {
            if (code == null) {
                // Only whoever knows the password hears of it.
                throw new ApiProblem(
                        HttpStatus.UNAUTHORIZED,
                        "The account has a second factor: send what its app shows, or a recovery code, as \"code\" too.",
                        List.of());
            }
            return signedIn(needed.name(), code);
        } catch (AuthenticationException e) {
            // A locked account is not told apart from a wrong password, or names could be tried
            // out.
            throw wrong();
        }
    }

    private Account signedIn(String name, String code) {
        try {
            return accounts.signedIn(codes.finish(name, code).getName());
        } catch (AuthenticationException e) {
            throw wrong();
        }
    }

    private static ApiProblem wrong() {
        return new ApiProblem(
                HttpStatus.UNAUTHORIZED,
                "The name, password or code is not right, or the account is locked or disabled.",
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

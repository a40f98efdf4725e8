package io.oeeanalytics.advisor.mcp;

import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.oeeanalytics.base.api.ApiProblem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where agents come in: streamable HTTP without sessions and without streams, as no tool has
 * anything to say before it has found it.
 */
@RestController
class AgentDoor {
    static final String PATH = "/mcp";

    private static final String VERSION = "MCP-Protocol-Version";

    private final HttpServletStatelessServerTransport transport;

    AgentDoor(HttpServletStatelessServerTransport transport) {
        this.transport = transport;
    }

    @PostMapping(PATH)
    void ask(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        // A page that made a browser take its name for ours (DNS rebinding) names itself all the
        // same, and no page has anything to ask here.
        if (request.getHeader(HttpHeaders.ORIGIN) != null) {
            throw new ApiProblem(HttpStatus.FORBIDDEN, "No page of a browser may ask here.");
        }
        var version = request.getHeader(VERSION);
        if (version != null && !transport.protocolVersions().contains(version)) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "%s is one of %s."
                            .formatted(VERSION, String.join(", ", transport.protocolVersions())));
        }
        var answer = new AgentResponse(response);
        transport.service(request, answer);
        answer.send();
    }
}

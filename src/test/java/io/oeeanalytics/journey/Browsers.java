package io.oeeanalytics.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;

/** A headless Chromium, and people who sign in with it. */
final class Browsers {
    private Browsers() {}

    static Browser open(Playwright playwright) {
        var path = System.getenv().getOrDefault("OEE_BROWSER", "/usr/bin/chromium");
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of(path))
                                .setArgs(
                                        List.of(
                                                "--no-sandbox",
                                                "--disable-gpu",
                                                "--disable-quic",
                                                "--no-first-run",
                                                "--disable-background-networking",
                                                "--disable-component-update",
                                                "--disable-sync")));
    }

    static Page signedIn(Browser browser, String address, String name, String password) {
        var page =
                browser.newContext(
                                new Browser.NewContextOptions()
                                        .setLocale("en-GB")
                                        .setViewportSize(1440, 900))
                        .newPage();
        page.navigate(address + "login");
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(password);
        page.locator("vaadin-button[theme~=primary]").click();
        return page;
    }
}

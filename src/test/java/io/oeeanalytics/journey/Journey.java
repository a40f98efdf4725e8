package io.oeeanalytics.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Has a browser for as long as its tests run. */
abstract class Journey {
    static Browser browser;

    private static Playwright playwright;

    @BeforeAll
    static void openBrowser() {
        playwright = Playwright.create();
        browser = Browsers.open(playwright);
    }

    @AfterAll
    static void closeBrowser() {
        playwright.close();
    }
}

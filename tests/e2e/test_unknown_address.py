"""What is said where nothing is."""


def test_a_browser_gets_the_page_of_an_address_that_is_nowhere_and_a_program_the_problem(world):
    nobody = world.nobody()
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = nobody.get("/no-existe", headers=browser, expect=404, check=False)
    assert page.headers["content-type"].startswith("text/html")
    assert "report-uri" in page.headers["content-security-policy"] and '<div id="app">' in page.text
    for path, headers in (("/no-existe", {"Accept": "application/json"}), ("/problems/no-existe", browser),
                          ("/api/v1/no-existe", browser)):
        answer = nobody.get(path, headers=headers, expect=404, check=False)
        assert answer.headers["content-type"] == "application/problem+json", path

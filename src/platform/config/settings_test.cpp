#include "platform/config/settings.hpp"

#include <CLI/Validators.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <map>

namespace resuelve::config {
namespace {

class Configuration : public testing::Test {
protected:
    Configuration() {
        app.fallthrough();
        app.add_subcommand("serve")->fallthrough();
        settings.add("data", data, "where the data is");
        settings.add("listen", listen, "ADDRESS:PORT");
        settings.add("workers", workers, "threads")->check(CLI::Range(1, 64));
        settings.add("demo", demo, "sample data");
        settings.add("trusted-proxy", proxies, "addresses");
        settings.add("mongodb-uri", mongodb, "address", Shown::set_or_not);
        settings.add_secret("admin-password", password);
    }
    ~Configuration() override { std::filesystem::remove_all(root); }

    static std::filesystem::path make_root() {
        auto name = (std::filesystem::temp_directory_path() / "settingsXXXXXX").string();
        return ::mkdtemp(name.data());
    }
    std::string write(std::string_view text, std::string_view name = "resuelve.toml") {
        std::ofstream{root / name} << text;
        return (root / name).string();
    }
    void load(std::vector<std::string> arguments) {
        std::ranges::reverse(arguments); // as CLI11 wants them
        app.parse(arguments);
        settings.load();
    }
    std::string failure(std::vector<std::string> arguments) {
        try {
            load(std::move(arguments));
            return "loaded";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }

    std::filesystem::path root = make_root();
    std::map<std::string, std::string> variables;
    CLI::App app;
    Settings settings{app, [this](const std::string& name) -> std::optional<std::string> {
                          const auto found = variables.find(name);
                          return found == variables.end() ? std::nullopt : std::optional{found->second};
                      }};
    std::filesystem::path data = "data";
    std::string listen = "127.0.0.1:8080";
    int workers = 2;
    bool demo = false;
    std::vector<std::string> proxies;
    std::string mongodb;
    std::string password;
};

TEST_F(Configuration, HasDefaults) {
    load({"serve"});
    EXPECT_EQ(data, "data");
    EXPECT_EQ(workers, 2);
    EXPECT_FALSE(demo);
}

TEST_F(Configuration, PrefersFlagsToVariablesToTheFile) {
    const auto file = write("listen = \"file:1\"\ndata = \"file\"\nworkers = 5\ndemo = true\n");
    variables = {{"RESUELVE_LISTEN", "variable:1"}, {"RESUELVE_DATA", "variable"}};
    load({"serve", "--listen", "flag:1", "--config", file});
    EXPECT_EQ(listen, "flag:1");
    EXPECT_EQ(data, "variable");
    EXPECT_EQ(workers, 5);
    EXPECT_TRUE(demo);
}

TEST_F(Configuration, TakesTheFileAndFlagsFromVariablesToo) {
    variables = {{"RESUELVE_CONFIG", write("workers = 7")}, {"RESUELVE_DEMO", "1"}, {"RESUELVE_LISTEN", ""}};
    load({"serve"});
    EXPECT_EQ(workers, 7);
    EXPECT_TRUE(demo);
    EXPECT_EQ(listen, "127.0.0.1:8080");
}

TEST_F(Configuration, TakesLists) {
    load({"--trusted-proxy", "10.0.0.1", "--trusted-proxy", "10.0.0.2"});
    EXPECT_EQ(proxies, (std::vector<std::string>{"10.0.0.1", "10.0.0.2"}));
}

TEST_F(Configuration, TakesListsFromTheFile) {
    load({"--config", write("trusted_proxy = [\"10.0.0.1\", '10.0.0.2',]")});
    EXPECT_EQ(proxies, (std::vector<std::string>{"10.0.0.1", "10.0.0.2"}));
}

TEST_F(Configuration, ChecksValuesWhereverTheyComeFrom) {
    EXPECT_THAT(failure({"--workers", "65"}), testing::HasSubstr("--workers"));
    variables["RESUELVE_WORKERS"] = "many";
    EXPECT_THAT(failure({"serve"}), testing::HasSubstr("RESUELVE_WORKERS"));
}

TEST_F(Configuration, NamesFileAndLineOfABadValue) {
    const auto file = write("\nworkers = 65\n");
    EXPECT_THAT(failure({"--config", file}), testing::HasSubstr(file + ", line 2: "));
}

TEST_F(Configuration, RefusesUnknownSettingsAndMissingFiles) {
    EXPECT_THAT(failure({"--config", write("worker = 5")}), testing::HasSubstr("line 1: there is no setting worker"));
    app.clear();
    EXPECT_THAT(failure({"--config", (root / "none").string()}), testing::HasSubstr("none: cannot be read"));
}

TEST_F(Configuration, TakesSeveralValuesFromOneVariable) {
    variables["RESUELVE_TRUSTED_PROXY"] = "10.0.0.0/8,::1";
    load({"serve"});
    EXPECT_THAT(proxies, testing::ElementsAre("10.0.0.0/8", "::1"));
}

TEST_F(Configuration, HasNoFlagsForSecrets) {
    EXPECT_THROW(app.parse("--admin-password x"), CLI::ParseError);
}

TEST_F(Configuration, TakesSecretsFromVariablesOrFiles) {
    variables["RESUELVE_ADMIN_PASSWORD_FILE"] = write("from a file\n", "password");
    load({"serve"});
    EXPECT_EQ(password, "from a file");
    variables["RESUELVE_ADMIN_PASSWORD"] = "from a variable";
    settings.load();
    EXPECT_EQ(password, "from a variable");
}

TEST_F(Configuration, ShowsSecretsAsSet) {
    load({"--mongodb-uri", "mongodb://u:secret@db", "--trusted-proxy", "::1", "--demo"});
    EXPECT_EQ(settings.to_toml(), "data = \"data\"\nlisten = \"127.0.0.1:8080\"\nworkers = 2\ndemo = true\n"
                                  "trusted-proxy = [\"::1\"]\nmongodb-uri = \"set\"\nadmin-password = \"\"\n");
    password = "secret";
    EXPECT_THAT(settings.to_toml(), testing::Not(testing::HasSubstr("secret")));
    EXPECT_THAT(settings.to_toml(), testing::HasSubstr("admin-password = \"set\""));
}

TEST_F(Configuration, ReadsBackWhatItShows) {
    data = "with \"quotes\" # and \\ signs";
    const auto shown = settings.to_toml();
    const auto entries = read_toml(shown);
    ASSERT_EQ(entries.size(), 7U);
    EXPECT_EQ(entries[0].values, std::vector{data.string()});
}

} // namespace
} // namespace resuelve::config

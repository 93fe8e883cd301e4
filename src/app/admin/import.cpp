#include "app/admin/import.hpp"

#include "app/admin/http_client.hpp"
#include "app/admin/record_file.hpp"
#include "platform/crypto/sha256.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

namespace resuelve::app {
namespace {

namespace bj = boost::json;

std::string sign_in(HttpClient& client, const ImportOptions& options) {
    const bj::object credentials{{"email", options.email}, {"password", options.password}};
    const auto answer = client.post("/api/v1/employees/sessions", bj::serialize(credentials));
    if (answer.status != 200)
        throw std::runtime_error{fmt::format("cannot sign in as {}: {}", options.email, answer.body)};
    return bj::value_to<std::string>(bj::parse(answer.body).at("token"));
}

/// The same record has the same key, wherever it stands in the file.
std::string key_of(const std::string& incident) {
    return "import-" + to_hex(sha256(incident));
}

class Import {
public:
    Import(const ImportOptions& options, std::ostream& errors) :
        options_{options}, errors_{errors}, client_{options.url, options.token} {
        renew_token();
    }

    void take(const Record& record) {
        ++read_;
        if (!record.error.empty()) return report(record, record.error);
        const auto incident = bj::serialize(record.incident);
        auto answer = client_.post("/api/v1/incidents", incident, key_of(incident));
        if (answer.status == 401 && options_.token.empty()) {
            renew_token();
            answer = client_.post("/api/v1/incidents", incident, key_of(incident));
        }
        if (answer.status != 201) report(record, fmt::format("{} {}", answer.status, answer.body));
    }

    std::size_t read() const { return read_; }
    std::size_t failed() const { return failed_; }

private:
    /// A token of ours lives ten minutes, a long import longer.
    void renew_token() {
        if (options_.token.empty()) client_.set_bearer(sign_in(client_, options_));
    }

    void report(const Record& record, std::string_view error) {
        ++failed_;
        errors_ << fmt::format("{}:{}: {}\n", options_.file.string(), record.line, error);
    }

    const ImportOptions& options_;
    std::ostream& errors_;
    HttpClient client_;
    std::size_t read_ = 0;
    std::size_t failed_ = 0;
};

} // namespace

std::size_t import_incidents(const ImportOptions& options, std::ostream& output, std::ostream& errors) {
    Import import{options, errors};
    read_records(options.file, [&](const Record& record) { import.take(record); });
    output << fmt::format("{} records read, {} opened, {} failed\n", import.read(), import.read() - import.failed(),
                          import.failed());
    return import.failed();
}

} // namespace resuelve::app

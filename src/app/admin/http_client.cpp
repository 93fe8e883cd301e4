#include "app/admin/http_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <stdexcept>

namespace resuelve::app {
namespace {

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* body) {
    static_cast<std::string*>(body)->append(bytes, size * count);
    return size * count;
}

class HeaderList {
public:
    void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
    ~HeaderList() { curl_slist_free_all(list_); }
    curl_slist* get() const { return list_; }

private:
    curl_slist* list_ = nullptr;
};

} // namespace

HttpClient::HttpClient(std::string base_url, std::string bearer) :
    base_url_{std::move(base_url)}, bearer_{std::move(bearer)}, curl_{curl_easy_init(), curl_easy_cleanup} {
    if (!curl_) throw std::runtime_error{"libcurl cannot be initialised"};
    while (base_url_.ends_with('/'))
        base_url_.pop_back();
}

HttpAnswer HttpClient::post(std::string_view path, const std::string& json, const std::string& idempotency_key) {
    HeaderList headers;
    headers.add("Content-Type: application/json");
    if (!bearer_.empty()) headers.add("Authorization: Bearer " + bearer_);
    if (!idempotency_key.empty()) headers.add("Idempotency-Key: " + idempotency_key);
    const auto url = fmt::format("{}{}", base_url_, path);
    HttpAnswer answer;
    auto* curl = curl_.get();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(json.size()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 30'000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    if (const auto code = curl_easy_perform(curl); code != CURLE_OK)
        throw std::runtime_error{fmt::format("{}: {}", url, curl_easy_strerror(code))};
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

} // namespace resuelve::app

#include "app/admin/manifest.hpp"

#include "platform/crypto/sha256.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace resuelve::app {
namespace {

namespace fs = std::filesystem;
namespace bj = boost::json;

std::string hash_of(const fs::path& file) {
    std::ifstream input{file, std::ios::binary};
    if (!input) throw std::runtime_error{fmt::format("{} cannot be read", file.string())};
    Sha256 hash;
    std::array<char, 65536> block{};
    while (input.read(block.data(), block.size()), input.gcount() > 0)
        hash.add({block.data(), static_cast<std::size_t>(input.gcount())});
    return to_hex(hash.finish());
}

/// A manifest comes from outside: no path may lead out of the backup (reliability.md §4 row 30).
bool stays_inside(const fs::path& path) {
    return !path.empty() && path.is_relative() &&
           std::ranges::none_of(path, [](const auto& part) { return part == ".."; });
}

Manifest::File read_file(const bj::value& value) {
    Manifest::File file{.path = bj::value_to<std::string>(value.at("path")),
                        .size = value.at("size").to_number<std::uintmax_t>(),
                        .sha256 = bj::value_to<std::string>(value.at("sha256"))};
    if (!stays_inside(file.path)) throw std::runtime_error{fmt::format("\"{}\" leads out of the backup", file.path)};
    return file;
}

} // namespace

Manifest Manifest::of(const fs::path& directory, Instant now) {
    Manifest manifest{.made_at = now};
    for (const auto& item : fs::recursive_directory_iterator{directory})
        if (item.is_regular_file())
            manifest.files.push_back({.path = fs::relative(item.path(), directory).generic_string(),
                                      .size = item.file_size(),
                                      .sha256 = hash_of(item.path())});
    std::ranges::sort(manifest.files, {}, &File::path);
    return manifest;
}

Manifest Manifest::read(const fs::path& file) {
    std::ifstream input{file, std::ios::binary};
    if (!input) throw std::runtime_error{fmt::format("{} cannot be read: this is no backup", file.string())};
    try {
        const auto value = bj::parse(std::string{std::istreambuf_iterator<char>{input}, {}});
        Manifest manifest{.made_at = parse_rfc3339(value.at("made_at").as_string()).value()};
        for (const auto& item : value.at("files").as_array())
            manifest.files.push_back(read_file(item));
        return manifest;
    } catch (const std::exception& error) {
        throw std::runtime_error{fmt::format("{}: {}", file.string(), error.what())};
    }
}

std::string Manifest::to_json() const {
    bj::array list;
    for (const auto& file : files)
        list.push_back({{"path", file.path}, {"size", file.size}, {"sha256", file.sha256}});
    return bj::serialize(bj::object{{"made_at", to_rfc3339(made_at)}, {"files", std::move(list)}});
}

void Manifest::check(const fs::path& directory) const {
    for (const auto& file : files) {
        const auto path = directory / file.path;
        if (!fs::is_regular_file(fs::symlink_status(path)))
            throw std::runtime_error{fmt::format("{} is missing from the backup", file.path)};
        if (fs::file_size(path) != file.size)
            throw std::runtime_error{
                fmt::format("{} has {} bytes instead of {}", file.path, fs::file_size(path), file.size)};
        if (hash_of(path) != file.sha256) throw std::runtime_error{fmt::format("{} was changed", file.path)};
    }
}

} // namespace resuelve::app

#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace resuelve::testing_support {

/// A directory for one test, removed at its end.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        auto name = (std::filesystem::temp_directory_path() / "resuelve-XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw std::filesystem::filesystem_error{"mkdtemp", std::error_code{errno, std::generic_category()}};
        path_ = name;
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

} // namespace resuelve::testing_support

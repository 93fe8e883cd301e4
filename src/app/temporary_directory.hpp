#pragma once

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

namespace resuelve::app {

/// A directory that is removed with what is in it.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        auto pattern = (std::filesystem::temp_directory_path() / "resuelve-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::system_error{errno, std::generic_category(), pattern};
        path_ = pattern;
    }
    ~TemporaryDirectory() {
        std::error_code ignored; // a left-over in the temporary directory harms nobody
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace resuelve::app

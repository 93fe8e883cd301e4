#pragma once

#include "app/options.hpp"

#include <filesystem>
#include <ostream>

namespace resuelve::app {

/// Writes the whole store, while no server works on it, into a new file for its owner alone, or, as "-", into `output`.
/// Says on `progress` how far it is. Throws std::runtime_error or StartFailure; then there is no file.
void export_store(const ServeOptions& options, const std::filesystem::path& file, std::ostream& output,
                  std::ostream& progress);

/// Fills an empty store with an export, reads it again and compares. Throws as above, then the store is as empty as it
/// was.
void import_store(const ServeOptions& options, const std::filesystem::path& file, std::ostream& progress);

} // namespace resuelve::app

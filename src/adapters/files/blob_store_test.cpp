#include "adapters/files/blob_store.hpp"
#include "adapters/files/durable_file.hpp"
#include "platform/http/problem.hpp"
#include "tests/contract/blob_store_contract.hpp"
#include "tests/support/temporary_directory.hpp"

#include <sys/resource.h>

#include <csignal>
#include <fstream>

namespace resuelve {
namespace files {
namespace {

struct OnFiles {
    testing_support::TemporaryDirectory directory;
    BlockingPool pool{"files", 2, 16};
    BlobStore blobs{directory / "blobs", pool};
    BlobStore& store() { return blobs; }
};

} // namespace
} // namespace files

namespace incidents {
INSTANTIATE_TYPED_TEST_SUITE_P(Files, BlobStoreContract, files::OnFiles);
} // namespace incidents

namespace files {
namespace {

std::size_t files_below(const std::filesystem::path& directory) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{directory})
        count += entry.is_regular_file() ? 1 : 0;
    return count;
}

TEST(FileBlobStore, KeepsFilesForTheirOwnerAlone) {
    using std::filesystem::perms;
    OnFiles files;
    const auto path = files.blobs.path_of(run(files.blobs.put("foto")));
    EXPECT_EQ(path, files.directory / "blobs" / to_hex(sha256("foto")).insert(2, "/"));
    EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
    EXPECT_EQ(std::filesystem::status(path.parent_path()).permissions(), perms::owner_all);
    EXPECT_EQ(std::filesystem::status(files.directory / "blobs").permissions(), perms::owner_all);
}

TEST(FileBlobStore, RefusesBytesThatChangedOnTheDisk) {
    OnFiles files;
    const auto digest = run(files.blobs.put("foto"));
    std::ofstream{files.blobs.path_of(digest)} << "fotO";
    EXPECT_THROW(run(files.blobs.get(digest)), std::runtime_error);
}

TEST(FileBlobStore, MendsAFileThatIsStoredAgain) {
    OnFiles files;
    const auto digest = run(files.blobs.put("foto"));
    std::ofstream{files.blobs.path_of(digest)} << "fo";
    EXPECT_EQ(run(files.blobs.put("foto")), digest);
    EXPECT_EQ(run(files.blobs.get(digest)), "foto");
}

TEST(FileBlobStore, LeavesNoTemporaryFiles) {
    OnFiles files;
    run(files.blobs.put("foto"));
    run(files.blobs.put("foto"));
    EXPECT_EQ(files_below(files.directory / "blobs"), 1u);
}

TEST(FileBlobStore, SaysThatThereIsNoRoomAndLeavesNothing) {
    OnFiles files;
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    std::optional<Problem::Code> code;
    try {
        run(files.blobs.put(std::string(100'000, 'x')));
    } catch (const Problem& problem) {
        code = problem.code();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_handler);
    EXPECT_EQ(code, Problem::storage_full);
    EXPECT_EQ(files_below(files.directory / "blobs"), 0u);
}

TEST(DurableFile, ReplacesAWholeFileOrNothing) {
    const testing_support::TemporaryDirectory directory;
    write_durably(directory / "a", "one");
    write_durably(directory / "a", "two");
    std::ifstream file{directory / "a"};
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>{file}, {}}), "two");
    EXPECT_THROW(write_durably(directory / "missing" / "a", "x"), std::system_error);
}

} // namespace
} // namespace files
} // namespace resuelve

#pragma once

#include "platform/ids/uuid.hpp"
#include "tests/support/temporary_directory.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace resuelve::testing_support {

/// A RabbitMQ broker of a test alone, on loopback and in a directory of its own, that may be killed and starved. It
/// speaks TLS too, as "localhost", by a certificate that nobody else trusts.
class OwnBroker {
public:
    OwnBroker() {
        make_certificate();
        std::ofstream{directory_ / "rabbitmq.conf"}
            << "loopback_users = none\ndisk_free_limit.absolute = 50MB\nlisteners.ssl.1 = 127.0.0.1:" << tls_port()
            << "\nssl_options.certfile = " << authority() << "\nssl_options.keyfile = " << key() << "\n";
        std::ofstream{directory_ / "plugins"} << "[].\n";
        start();
    }
    ~OwnBroker() {
        kill();
        if (mapper_ > 0) end(mapper_);
    }
    OwnBroker(const OwnBroker&) = delete;
    OwnBroker& operator=(const OwnBroker&) = delete;

    std::string uri(const std::string& user = "guest:guest", const std::string& vhost = "") const {
        return "amqp://" + user + "@127.0.0.1:" + std::to_string(port()) + "/" + vhost;
    }
    int port() const { return ports_[0]; }
    int tls_port() const { return ports_[3]; }
    /// The file of the certificate that its own is by: itself.
    std::string authority() const { return (directory_ / "certificate.pem").string(); }

    /// Returns once it answers: its listeners are the last that it starts.
    void start() {
        if (mapper_ <= 0) mapper_ = run({"/usr/bin/epmd", "-port", std::to_string(ports_[1]), "-address", "127.0.0.1"});
        server_ = run({"/usr/lib/rabbitmq/bin/rabbitmq-server"});
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (!answers(port()) || !answers(tls_port())) {
            if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error{"the broker does not start"};
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
    }
    /// As a loss of power would, but for what the disk has not written.
    void kill() {
        if (server_ > 0) end(server_);
        server_ = 0;
    }
    /// `rabbitmqctl …`, about a second each.
    void control(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"/usr/lib/rabbitmq/bin/rabbitmqctl", "--quiet"});
        int status = 0;
        waitpid(run(arguments), &status, 0);
        if (status != 0) throw std::runtime_error{"rabbitmqctl " + arguments[2] + " fails"};
    }

private:
    std::string key() const { return (directory_ / "key.pem").string(); }
    void make_certificate() const {
        int status = 0;
        waitpid(run({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                     "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2",
                     "-keyout", key(), "-out", authority()}),
                &status, 0);
        if (status != 0) throw std::runtime_error{"openssl makes no certificate"};
    }

    static int free_port() {
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const bool bound = bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                           getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
        close(descriptor);
        if (!bound) throw std::runtime_error{"no free port"};
        return ntohs(address.sin_port);
    }

    static bool answers(int port) {
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        const bool connected = connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        close(descriptor);
        return connected;
    }

    /// In a process group of its own, so that all of it can be ended.
    pid_t run(std::vector<std::string> command) const {
        const auto home = directory_.path().string();
        std::map<std::string, std::string> variables{
            {"HOME", home},
            {"RABBITMQ_NODENAME", "own-" + std::to_string(ports_[0]) + "@localhost"},
            {"RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"},
            {"RABBITMQ_NODE_PORT", std::to_string(ports_[0])},
            {"ERL_EPMD_PORT", std::to_string(ports_[1])},
            {"ERL_EPMD_ADDRESS", "127.0.0.1"},
            {"RABBITMQ_DIST_PORT", std::to_string(ports_[2])},
            {"RABBITMQ_MNESIA_BASE", home + "/mnesia"},
            {"RABBITMQ_LOG_BASE", home + "/log"},
            {"RABBITMQ_CONFIG_FILE", home + "/rabbitmq.conf"},
            {"RABBITMQ_ENABLED_PLUGINS_FILE", home + "/plugins"},
            {"RABBITMQ_CONF_ENV_FILE", "/dev/null"},
            {"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-start_epmd false"},
            {"RABBITMQ_CTL_ERL_ARGS", "-start_epmd false"},
        };
        if (const char* path = std::getenv("PATH")) variables["PATH"] = path;
        std::vector<std::string> environment;
        for (const auto& [name, value] : variables)
            environment.push_back(name + "=" + value);
        const auto pointers = [](std::vector<std::string>& texts) {
            std::vector<char*> all;
            for (auto& text : texts)
                all.push_back(text.data());
            all.push_back(nullptr);
            return all;
        };
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        const auto log = home + "/output";
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawn_file_actions_adddup2(&files, 1, 2);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        pid_t process = 0;
        const int error = posix_spawn(&process, command[0].c_str(), &files, &attributes, pointers(command).data(),
                                      pointers(environment).data());
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        if (error != 0) throw std::system_error{error, std::generic_category(), command[0]};
        return process;
    }

    static void end(pid_t process) {
        ::kill(-process, SIGKILL);
        waitpid(process, nullptr, 0);
    }

    TemporaryDirectory directory_;
    std::array<int, 4> ports_{free_port(), free_port(), free_port(), free_port()};
    pid_t mapper_ = 0;
    pid_t server_ = 0;
};

} // namespace resuelve::testing_support

// A stand-in of a foreign service: a Python program of tests/standins that prints its port and serves until
// killed.
#pragma once
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace genauth::test {

// Started by the constructor, ended by the destructor, and by the kernel if the test dies.
class Standin {
 public:
  // `script` is a file of tests/standins. Those that need a package run in the environment of script/setup
  // --test.
  explicit Standin(const std::string& script, std::vector<std::string> arguments = {},
                   bool needs_packages = false) {
    const std::string root = GENAUTH_SOURCE_DIR;
    const std::string python = needs_packages ? root + "/build/venv/bin/python" : "/usr/bin/python3";
    const std::string path = root + "/tests/standins/" + script;
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      std::vector<char*> argv{const_cast<char*>(python.c_str()), const_cast<char*>(path.c_str())};
      for (auto& argument : arguments) argv.push_back(argument.data());
      argv.push_back(nullptr);
      execv(python.c_str(), argv.data());
      _exit(127);
    }
    close(ends[1]);
    std::string line;
    for (char c = 0; read(ends[0], &c, 1) == 1 && c != '\n';) line += c;
    close(ends[0]);
    port_ = std::atoi(line.c_str());
  }
  ~Standin() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Standin(const Standin&) = delete;

  int port() const { return port_; }  // 0: it did not start
  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

 private:
  pid_t pid_ = -1;
  int port_ = 0;
};

// A certificate of its own authority for localhost and 127.0.0.1, made anew in a folder that goes away with
// it: stem + ".crt" and stem + ".key".
class TestCertificate {
 public:
  TestCertificate() {
    char folder[] = "/tmp/genauth_certificate_XXXXXX";
    if (mkdtemp(folder) == nullptr) std::abort();
    folder_ = folder;
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=x "
        "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " +
        stem() + ".key -out " + stem() + ".crt 2>/dev/null";
    if (std::system(command.c_str()) != 0) std::abort();
  }
  ~TestCertificate() { std::filesystem::remove_all(folder_); }
  TestCertificate(const TestCertificate&) = delete;

  std::string stem() const { return folder_ + "/server"; }
  std::string file() const { return stem() + ".crt"; }

 private:
  std::string folder_;
};

}  // namespace genauth::test

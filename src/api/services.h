// The process-wide objects that modules bring (key ring, caches, senders), found by their type. src/app fills
// it once at start; a missing one is a wiring mistake and ends the process with its name. Read-only
// afterwards.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <unordered_map>

namespace genauth::api {

class Services {
 public:
  template <class T>
  void add(T& object) {
    objects_[typeid(T)] = const_cast<std::remove_const_t<T>*>(&object);
  }
  template <class T>
  T& get() const {
    const auto found = objects_.find(typeid(T));
    if (found == objects_.end()) missing(typeid(T).name());
    return *static_cast<T*>(found->second);
  }

 private:
  [[noreturn]] static void missing(const char* name) {
    std::fputs("genauth: a service was not wired: ", stderr);
    std::fputs(name, stderr);
    std::fputc('\n', stderr);
    std::abort();
  }
  std::unordered_map<std::type_index, void*> objects_;
};

}  // namespace genauth::api

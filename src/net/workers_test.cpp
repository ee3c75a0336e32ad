#include "net/workers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <stdexcept>

#include "gen/errors/core.h"
#include "net/gate.h"

using namespace genauth;
using namespace genauth::net;

TEST_CASE("workers refuse what does not fit into the queue") {
  Workers workers("test", 1, 2);
  std::promise<void> started, release;
  auto released = release.get_future().share();
  REQUIRE(workers.post([&, released] {
    started.set_value();
    released.wait();
  }));
  started.get_future().wait();
  std::atomic<int> done = 0;
  CHECK(workers.post([&] { ++done; }));
  CHECK(workers.post([&] { ++done; }));
  CHECK_FALSE(workers.post([&] { ++done; }));
  CHECK(workers.queued() == 2);
  release.set_value();
  workers.stop();
  CHECK(done == 2);  // what was queued has been done
  CHECK_FALSE(workers.post([] {}));
}

TEST_CASE("a worker survives work that throws") {
  Workers workers("test", 1, 8);
  std::promise<void> done;
  CHECK(workers.post([] { throw std::runtime_error("foreign"); }));
  CHECK(workers.post([&] { done.set_value(); }));
  done.get_future().wait();
}

TEST_CASE("workers run at once on all their threads") {
  Workers workers("test", 3, 8);
  std::promise<void> all_here;
  const auto here = all_here.get_future().share();
  std::atomic<int> arrived = 0;
  for (int i = 0; i < 3; ++i) {
    CHECK(workers.post([&, here] {
      if (++arrived == 3) all_here.set_value();
      here.wait();
    }));
  }
  here.wait();
  workers.stop();
}

namespace {

// Waits until the gate's queue has this length: the only way to know that a thread has begun to wait.
void wait_for_queue(const Gate& gate, std::size_t length) {
  while (gate.stats().waiting != length) std::this_thread::yield();
}

std::future<bool> enter_elsewhere(Gate& gate, std::string pool, std::string address) {
  return std::async(std::launch::async, [&gate, pool = std::move(pool), address = std::move(address)] {
    return gate.enter(pool, address).has_value();
  });
}

}  // namespace

TEST_CASE("the gate refuses beyond its queue, and at once") {
  Gate gate({.width = 1, .queue = 2, .deadline_ms = 60'000});
  std::future<bool> first, second;
  {
    const auto inside = gate.enter("p0", "a0");
    REQUIRE(inside);
    first = enter_elsewhere(gate, "p1", "a1");
    wait_for_queue(gate, 1);
    // Half of two is one: neither this pool nor this address may wait twice.
    CHECK(gate.enter("p1", "a9").error().code() == errors::kBusy);
    CHECK(gate.enter("p9", "a1").error().code() == errors::kBusy);
    second = enter_elsewhere(gate, "p2", "");
    wait_for_queue(gate, 2);
    CHECK(gate.enter("p3", "a3").error().code() == errors::kBusy);
    CHECK(gate.stats().inside == 1);
  }
  CHECK(first.get());
  CHECK(second.get());
  CHECK(gate.stats().inside == 0);
  CHECK(gate.stats().admitted == 3);
  CHECK(gate.stats().refused == 3);
}

TEST_CASE("a place in the gate's queue counts while its holder is busy elsewhere, and goes with it") {
  Gate gate({.width = 1, .queue = 2, .deadline_ms = 60'000});
  {
    auto first = gate.line_up("p", "a");
    const auto second = gate.line_up("p", "b");  // a slot is free, which is room beside the pool's half
    REQUIRE(first);
    REQUIRE(second);
    CHECK(gate.line_up("p", "c").error().code() == errors::kBusy);
    CHECK(gate.stats().waiting == 0);
    const auto inside = gate.enter(*std::move(first));  // not kept out by those who came but do not ask
    REQUIRE(inside);
    CHECK(gate.line_up("p", "c").error().code() == errors::kBusy);
    CHECK(gate.line_up("q", "c"));  // and given up at once
  }
  CHECK(gate.line_up("p", "c"));
  CHECK(gate.stats().inside == 0);
}

TEST_CASE("the gate refuses who has waited too long") {
  Gate gate({.width = 1, .queue = 4, .deadline_ms = 1});
  const auto inside = gate.enter("p", "a");
  REQUIRE(inside);
  CHECK(gate.enter("p", "a").error().code() == errors::kBusy);
  CHECK(gate.stats().waiting == 0);
}

TEST_CASE("the gate never admits more at once than its width") {
  Gate gate({.width = 2, .queue = 100, .deadline_ms = 60'000});
  std::atomic<int> inside = 0, most = 0, admitted = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        const auto slot = gate.enter("p", "");
        if (!slot) continue;
        const int now = ++inside;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        ++admitted;
        --inside;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(admitted == 1600);
  CHECK(most <= 2);
  CHECK(gate.stats().inside == 0);
}

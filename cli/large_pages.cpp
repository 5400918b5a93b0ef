// Memory in large pages: a workbook of a million cells is read, calculated and packed in half the time that
// it takes to touch its memory in pages of 4 KB first. The C library manages the memory; operator new only
// asks the system for large pages where its heap has grown. Without effect where the system has none.
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OUTTURN_OTHER_HEAP
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define OUTTURN_OTHER_HEAP
#endif

#ifndef OUTTURN_OTHER_HEAP
namespace {

constexpr std::uintptr_t kPage = 4096;
// The heap grows by so much at a time, since a large page must lie in it whole; what is not touched costs
// nothing.
constexpr int kGrowth = 64 << 20;
// Of one piece; those beyond ask for themselves (xlsx/byte_buffer.h).
constexpr int kMostInTheHeap = 32 << 20;
// Giving pages back and touching them again costs as much as at first.
constexpr int kNeverGivenBack = 1 << 30;

std::uintptr_t heap_end() noexcept { return reinterpret_cast<std::uintptr_t>(::sbrk(0)); }

// The heap up to here has been asked for; 0 before the program is set up.
std::atomic<std::uintptr_t> asked_for{0};

const bool set_up = [] {
  ::mallopt(M_TOP_PAD, kGrowth);
  ::mallopt(M_MMAP_THRESHOLD, kMostInTheHeap);
  ::mallopt(M_TRIM_THRESHOLD, kNeverGivenBack);
  asked_for = heap_end();
  return true;
}();

void ask_for_large_pages() noexcept {
  const std::uintptr_t end = heap_end();
  const std::uintptr_t from = (asked_for.exchange(end) + kPage - 1) / kPage * kPage;
  if (end > from) ::madvise(reinterpret_cast<void*>(from), end - from, MADV_HUGEPAGE);
}

}  // namespace

void* operator new(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  const std::uintptr_t known = asked_for.load(std::memory_order_relaxed);
  const auto at = reinterpret_cast<std::uintptr_t>(memory);
  // Not what was mapped apart from the heap, which lies above it.
  if (at + size > known && known != 0 && at < heap_end()) ask_for_large_pages();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

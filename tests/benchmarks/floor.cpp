// The least processor time that a workbook can be recalculated in, file to file: inflating the parts that
// change and deflating them again at level 1, by libdeflate, and nothing else. Shares no code with the
// product.
//
//   floor prepare INPUT OUTPUT WORK
//       unpacks the parts of OUTPUT that differ from INPUT's into WORK; prints sizes
//   floor measure INPUT WORK
//       inflates these parts of INPUT and deflates WORK's; its processor time is the floor
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "floor: %s\n", what.c_str());
  std::exit(2);
}

class MappedFile {
 public:
  explicit MappedFile(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file < 0 || fstat(file, &status) != 0) fail("cannot open " + path);
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ > 0) {
      void* const at = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
      if (at == MAP_FAILED) fail("cannot map " + path);
      data_ = static_cast<const char*>(at);
    }
    close(file);
  }
  ~MappedFile() {
    if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

struct Entry {
  std::uint16_t method = 0;
  std::uint32_t crc = 0;
  std::size_t size = 0;
  std::string_view packed;
};

std::uint64_t number(std::string_view zip, std::size_t at, std::size_t bytes) {
  if (at > zip.size() || bytes > zip.size() - at) fail("damaged zip archive");
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(zip[at + i]);
  return value;
}

// zip64 is not read: no workload is that large.
std::map<std::string, Entry, std::less<>> entries(std::string_view zip) {
  const std::size_t end = zip.rfind("PK\5\6");
  if (end == std::string_view::npos) fail("not a zip archive");
  std::map<std::string, Entry, std::less<>> found;
  std::size_t at = number(zip, end + 16, 4);
  for (std::uint64_t left = number(zip, end + 10, 2); left > 0; --left) {
    const std::size_t name_size = number(zip, at + 28, 2);
    const std::size_t packed_size = number(zip, at + 20, 4);
    const std::size_t local = number(zip, at + 42, 4);
    const std::size_t data = local + 30 + number(zip, local + 26, 2) + number(zip, local + 28, 2);
    if (data > zip.size() || packed_size > zip.size() - data || at + 46 + name_size > zip.size())
      fail("damaged zip archive");
    Entry entry;
    entry.method = static_cast<std::uint16_t>(number(zip, at + 10, 2));
    entry.crc = static_cast<std::uint32_t>(number(zip, at + 16, 4));
    entry.size = number(zip, at + 24, 4);
    entry.packed = zip.substr(data, packed_size);
    found.emplace(zip.substr(at + 46, name_size), entry);
    at += 46 + name_size + number(zip, at + 30, 2) + number(zip, at + 32, 2);
  }
  return found;
}

// Bytes that are not cleared before they are written.
struct Buffer {
  explicit Buffer(std::size_t size) : bytes(static_cast<char*>(std::malloc(std::max<std::size_t>(size, 1)))) {
    if (!bytes) fail("not enough memory");
  }
  struct Free {
    void operator()(char* pointer) const { std::free(pointer); }
  };
  std::unique_ptr<char, Free> bytes;
};

Buffer unpack(const Entry& entry) {
  Buffer raw(entry.size);
  if (entry.method == 0) {
    std::memcpy(raw.bytes.get(), entry.packed.data(), std::min(entry.size, entry.packed.size()));
    return raw;
  }
  libdeflate_decompressor* const inflater = libdeflate_alloc_decompressor();
  if (libdeflate_deflate_decompress(inflater, entry.packed.data(), entry.packed.size(), raw.bytes.get(),
                                    entry.size, nullptr) != LIBDEFLATE_SUCCESS)
    fail("damaged part");
  libdeflate_free_decompressor(inflater);
  return raw;
}

std::size_t packed_size_at_level_1(std::string_view raw) {
  libdeflate_compressor* const deflater = libdeflate_alloc_compressor(1);
  const std::size_t bound = libdeflate_deflate_compress_bound(deflater, raw.size());
  const Buffer packed(bound);
  const std::size_t size =
      libdeflate_deflate_compress(deflater, raw.data(), raw.size(), packed.bytes.get(), bound);
  libdeflate_free_compressor(deflater);
  return size;
}

struct Sizes {
  std::size_t raw = 0;
  std::size_t packed = 0;
  void add(const Entry& entry) { raw += entry.size, packed += entry.packed.size(); }
};

void print(const char* name, const Sizes& sizes) {
  std::printf("%-7s %12zu raw %12zu packed\n", name, sizes.raw, sizes.packed);
}

// WORK is a line for each part, "name size", an empty line, and the parts' bytes one after another.
void prepare(const std::string& input_path, const std::string& output_path, const std::string& work_path) {
  const MappedFile input(input_path), output(output_path);
  const auto before = entries(input.bytes()), after = entries(output.bytes());
  std::ofstream work(work_path, std::ios::binary | std::ios::trunc);
  std::vector<const Entry*> changed;
  Sizes changed_before, changed_after;
  for (const auto& [name, entry] : after) {
    const auto old = before.find(name);
    if (old != before.end() && old->second.crc == entry.crc && old->second.size == entry.size) continue;
    if (old != before.end()) changed_before.add(old->second);
    changed_after.add(entry);
    changed.push_back(&entry);
    work << name << '\t' << entry.size << '\n';
  }
  work << '\n';
  for (const Entry* entry : changed)
    work.write(unpack(*entry).bytes.get(), static_cast<std::streamsize>(entry->size));
  if (!work.flush()) fail("cannot write " + work_path);

  std::printf("parts   %12zu of %zu differ\n", changed.size(), after.size());
  print("before", changed_before);
  print("after", changed_after);
  const double growth = changed_before.packed == 0 ? 1
                                                   : static_cast<double>(changed_after.packed) /
                                                         static_cast<double>(changed_before.packed);
  const double raw_growth = changed_before.raw == 0 ? 1
                                                    : static_cast<double>(changed_after.raw) /
                                                          static_cast<double>(changed_before.raw);
  std::printf("growth  %12.3f raw %12.3f packed\n", raw_growth, growth);
  // Raw sizes within 1 % count as unchanged: only then do packed sizes compare compression and not content.
  if (raw_growth < 0.99 || raw_growth > 1.01)
    std::printf("size    not comparable: the raw size changed\n");
  else
    std::printf("size    %s 1.25 of the input's\n", growth <= 1.25 ? "within" : "ABOVE");
}

void measure(const std::string& input_path, const std::string& work_path) {
  const MappedFile input(input_path), work(work_path);
  const auto before = entries(input.bytes());
  std::string_view list = work.bytes();
  std::size_t at = list.starts_with('\n') ? 0 : list.find("\n\n") + 1;
  list = list.substr(0, at);
  ++at;
  Sizes sizes;
  while (!list.empty()) {
    const std::size_t tab = list.find('\t'), line = list.find('\n');
    const std::size_t size =
        std::strtoull(std::string(list.substr(tab + 1, line - tab - 1)).c_str(), nullptr, 10);
    const auto old = before.find(list.substr(0, tab));
    list.remove_prefix(line + 1);
    if (old != before.end()) (void)unpack(old->second);
    sizes.raw += size;
    sizes.packed += packed_size_at_level_1(work.bytes().substr(at, size));
    at += size;
  }
  print("level 1", sizes);
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  if (given.size() == 4 && given[0] == "prepare") {
    prepare(given[1], given[2], given[3]);
  } else if (given.size() == 3 && given[0] == "measure") {
    measure(given[1], given[2]);
  } else {
    std::fprintf(stderr, "floor prepare INPUT OUTPUT WORK\nfloor measure INPUT WORK\n");
    return 2;
  }
  return 0;
}

/* Preloaded into a process, shifts its clock of the day by as many seconds as stand in the file CLOCK_SHIFT, eight bytes,
   little-endian, read at each look. Time that passes is counted by another clock and goes on as it does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *shift;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("CLOCK_SHIFT");
  real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0)
    return;
  void *seen = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (seen != MAP_FAILED)
    shift = seen;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  if (!real)
    begin();
  int failed = real(clock, now);
  if (!failed && shift && clock == CLOCK_REALTIME)
    now->tv_sec += *shift;
  return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec precise;
  if (clock_gettime(CLOCK_REALTIME, &precise))
    return -1;
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *to) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now))
    return -1;
  if (to)
    *to = now.tv_sec;
  return now.tv_sec;
}

;;; Features: what `(features)` lists at run time, and what cond-expand takes for true in programs compiled for Suo.
;;;
;;; srfi-N stands for the library (srfi N): the list of these libraries in (programs standard-libraries) is made from here.
(define-library (runtime features)
  (export target-features)
  (cond-expand (suo (import (core-syntax))) ((not suo) (import (scheme base))))
  (begin
    (define target-features
      '(r7rs exact-closed exact-complex ieee-float ratios full-unicode suo x86-64 lp64 little-endian linux gnu-linux unix posix
        regexp-non-greedy regexp-look-around regexp-unicode
        srfi-1 srfi-2 srfi-6 srfi-8 srfi-9 srfi-11 srfi-13 srfi-14 srfi-16 srfi-17 srfi-23 srfi-26 srfi-27 srfi-28
        srfi-30 srfi-31 srfi-34 srfi-39 srfi-41 srfi-42 srfi-43 srfi-45 srfi-46 srfi-48 srfi-60 srfi-61 srfi-62 srfi-64
        srfi-69 srfi-71 srfi-78 srfi-87 srfi-95 srfi-98 srfi-111 srfi-113 srfi-115 srfi-117 srfi-121 srfi-125 srfi-127
        srfi-128 srfi-130 srfi-132 srfi-133 srfi-134 srfi-141 srfi-143 srfi-144 srfi-145 srfi-146 srfi-151 srfi-152
        srfi-158 srfi-162 srfi-171 srfi-180 srfi-189 srfi-195 srfi-197 srfi-210 srfi-214 srfi-222 srfi-227))))

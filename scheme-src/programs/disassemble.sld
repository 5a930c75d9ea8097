;;; Disassemble: the command that prints the machine code of a program's procedures between the lines they were made from.
;;;
;;;   fib, fib.scm:4:1
;;;     fib.scm:4  (define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
;;;          0  48 83 f8 10              cmp rax,10h
;;;          …
;;;         1c  e8 00 00 00 00           call 21h               ; clause of fib
;;;
;;; The code is that of an executable before it has its place, so addresses are zero; what belongs there stands at the end of the
;;; line. Libraries of the system are not shown: the program calls them through their closures.
(define-library (programs disassemble)
  (export disassemble-request)
  (import (scheme base)
          (base position) (base report) (base text)
          (expander program)
          (compiler pipeline) (compiler ir closed) (compiler back code)
          (compiler back x86-64 text) (compiler back x86-64 disassembler)
          (programs options) (programs mistakes) (runtime features) (programs compile) (programs live))
  (begin
    ;; (disassemble-request request) -> thunk
    (define (disassemble-request request)
      (let* ((path (source-word request))
             (folders (append (request-option request "-L") (list (folder-of path)))))
        (remember-file-names!)
        (let* ((registry (live-registry folders))
               (items (expand-program-in path registry (make-live-program-builder) target-features))
               (closed (compile-items items (live-hooks registry) (request-flags request))))
          (print-warnings!)
          (lambda ()
            (when (closed-program? closed)
              (for-each print-code (generate-code closed 'static (request-flags request))))))))

    (define (print-code code)
      (put (or (code-name code) "anonymous"))
      (if (code-source code) (put ", " (position->text (code-source code))))
      (put "\n")
      (print-lines (disassemble-code code) (code-relocations code) #f)
      (put "\n"))

    (define (put . parts) (write-string (apply text parts)))

    ;; lines: (offset bytes text position); shown: the position whose source line was printed last.
    (define (print-lines lines relocations shown)
      (when (pair? lines)
        (let* ((line (car lines))
               (position (list-ref line 3))
               (end (+ (car line) (length (cadr line))))
               (new? (and position (not (same-line? position shown)))))
          (if new? (print-source-line position))
          (print-instruction line (and (pair? relocations)
                                       (< (relocation-offset (car relocations)) end)
                                       (car relocations)))
          (print-lines (cdr lines) (behind relocations end) (if new? position shown)))))

    (define (behind relocations end)
      (if (and (pair? relocations) (< (relocation-offset (car relocations)) end))
          (behind (cdr relocations) end)
          relocations))

    (define (same-line? position other)
      (and other (= (quotient position 65536) (quotient other 65536))))

    (define (print-source-line position)
      (put "  " (position-file position) ":" (position-line position) "  " (or (source-line position) "") "\n"))

    (define (print-instruction line relocation)
      (let ((instruction (car (cddr line))))
        (put (pad-left (number->string (car line) 16) 8) "  "
             (pad-right (bytes-text (cadr line)) 30) "  "
             (if relocation
                 (text (pad-right instruction 30) "  ; " (target-text relocation))
                 instruction)
             "\n")))

    (define (bytes-text bytes)
      (text-join (map (lambda (byte) (if (< byte 16) (text "0" (number->string byte 16)) (number->string byte 16))) bytes)
                 " "))

    ;; What the field will hold.
    (define (target-text relocation)
      (let ((target (relocation-target relocation)))
        (case (relocation-target-kind relocation)
          ((code) (text "code of " (label-text target)))
          ((clause) (text "clause of " (label-text (car target))))
          ((object) (text "code object of " (label-text target)))
          ((closure) (text "closure of " (label-text target)))
          ((global) (text "variable " (global-name target)))
          ((stub) (text "stub " target))
          ((constant) (shortened (datum->text target)))
          (else (text (relocation-target-kind relocation) " " target)))))

    (define (label-text label) (or (label-name label) "anonymous"))

    (define (shortened string)
      (if (> (string-length string) 60) (string-append (substring string 0 57) "...") string))))

;;; Live code: the machine code of a procedure of the running system, between the lines it was made from.
;;;
;;;   (print-live-code procedure)
;;;
;;;   input:1  (define (g v i) (vector-ref v (+ i 1)))
;;;        0  cmp ecx,2
;;;        5  jmp 0FFFFFFFFFED1BDB0h             ; stub arity-error
;;;        a  mov r12,[rip-0A6h]                 ; variable that holds #<procedure add-slow>
;;;
;;; A call's return record tells its position, so every line with a call is shown before the first of its calls; the record stands
;;; behind the nop that follows the call (machine model in ARCHITECTURE.md). Words of the code object are read from memory: code
;;; stays in its place.
(define-library (programs live-code)
  (export print-live-code)
  (import (primitives) (scheme base)
          (base position) (base report) (base table) (base text)
          (only (runtime abbreviations) write-abbreviated)
          (compiler back x86-64 disassembler)
          (programs live) (programs definitions))
  (begin
    (define (print-live-code procedure)
      (let* ((code (%procedure-code procedure))
             (start (* 8 (%object-address code)))
             (first (+ start (%load-u32 (+ start 32)))))
        (print-lines (disassemble-bytes (instructions first (%load-u32 (+ start 36)))) first
                     (print-position (procedure-position procedure) #f))))

    (define (instructions first length)
      (let ((bytes (make-bytevector length 0)))
        (do ((index 0 (+ index 1)))
            ((= index length) bytes)
          (bytevector-u8-set! bytes index (%load-u8 (+ first index))))))

    ;; lines: (offset bytes text); shown: the position whose line was printed last.
    (define (print-lines lines first shown)
      (when (pair? lines)
        (let* ((line (car lines))
               (position (and (pair? (cdr lines)) (return-position (cadr lines) first)))
               (shown (print-position position shown))
               (remark (remark-of line first)))
          (put (pad-left (number->string (car line) 16) 6) "  "
               (if remark (text (pad-right (list-ref line 2) 36) "  ; " remark) (list-ref line 2)) "\n")
          (print-lines (cdr lines) first shown))))

    (define (put . parts) (write-string (apply text parts)))

    ;; The source line, unless it was the last one or is not known. -> what is shown now
    (define (print-position position shown)
      (let ((known? (and position (> position 0))))
        (when (and known? (not (and shown (= (quotient position line-unit) (quotient shown line-unit)))))
          (put (position-file position) ":" (position-line position) "  " (or (source-line position) "") "\n"))
        (if known? position shown)))

    (define line-unit 65536)

    ;; The position of the call that returns to this instruction, or #f: it is not the nop of a return point.
    (define (return-position line first)
      (let ((bytes (cadr line)))
        (and (= (length bytes) 7)
             (= (car bytes) #x0f)
             (= (cadr bytes) #x1f)
             (= (car (cddr bytes)) #x80)
             (let ((return (+ first (car line))))
               (%load-word (+ (+ return (%load-s32 (+ return 3))) 16))))))

    ;;; What an instruction refers to, or #f.

    (define (remark-of line first)
      (let* ((bytes (cadr line))
             (end (+ (+ first (car line)) (length bytes))))
        (cond ((memv (car bytes) '(#xe8 #xe9))
               (stub-text (+ end (%load-s32 (- end 4)))))
              ((rip-relative? bytes)
               (literal-text (%load-value (+ end (%load-s32 (- end 4))))))
              (else #f))))

    ;; Is it a load of a whole word, mov r,[rip+n]?
    (define (rip-relative? bytes)
      (and (= (length bytes) 7)
           (memv (car bytes) '(#x48 #x4c))
           (= (cadr bytes) #x8b)
           (< (car (cddr bytes)) 64)
           (= 5 (modulo (car (cddr bytes)) 8))))

    (define (stub-text address)
      (let loop ((names (symbol-table-keys (live-stubs))))
        (cond ((null? names) #f)
              ((= address (symbol-table-ref (live-stubs) (car names) 0)) (text "stub " (car names)))
              (else (loop (cdr names))))))

    (define (literal-text value)
      (if (%cell? value)
          (let ((content (%cell-ref value)))
            (if (eq? content (%unassigned))
                "a variable without a value"
                (text "variable that holds " (abbreviated content))))
          (abbreviated value)))

    (define (abbreviated value)
      (let ((port (open-output-string)))
        (write-abbreviated value 40 port)
        (get-output-string port)))))

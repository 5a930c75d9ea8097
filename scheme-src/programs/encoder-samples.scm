;;; Prints every form of the instruction table with sample operands: bytes, a tab, the text of the encoder's operands, a tab, and
;;; the text of the disassembler; each sample as if it stood at address 0. Another disassembler must agree.
(import (scheme base) (scheme write) (machine x86-64) (compiler back x86-64 operand) (compiler back x86-64 encoder)
        (compiler back x86-64 text) (compiler back x86-64 disassembler))

(define (memories size)
  (list (make-memory size 0 #f 1 0 #f)
        (make-memory size 5 #f 1 0 #f)
        (make-memory size 4 #f 1 -8 #f)
        (make-memory size 12 #f 1 16 #f)
        (make-memory size 13 #f 1 0 #f)
        (make-memory size 3 #f 1 1000 #f)
        (make-memory size 1 2 8 -129 #f)
        (make-memory size 9 14 4 127 #f)
        (make-memory size 13 10 2 0 #f)
        (make-memory size 7 6 1 5 #f)
        (make-memory size #f 8 8 64 #f)
        (make-memory size #f #f 1 4096 #f)))

(define (registers constructor) (map constructor '(0 1 2 4 5 7 8 12 13 15)))

(define (samples pattern)
  (case pattern
    ((r8) (registers byte-register))
    ((r16) (registers half-register))
    ((r32) (registers narrow-register))
    ((r64) (registers general-register))
    ((x) (registers double-register))
    ((rm8) (append (registers byte-register) (memories 1)))
    ((rm16) (append (registers half-register) (memories 2)))
    ((rm32) (append (registers narrow-register) (memories 4)))
    ((rm64) (append (registers general-register) (memories 8)))
    ((xm64) (append (registers double-register) (memories 8)))
    ((m64) (memories 8))
    ((m) (memories #f))
    ((al) (list (byte-register 0)))
    ((eax) (list (narrow-register 0)))
    ((rax) (list (general-register 0)))
    ((cl) (list (byte-register 1)))
    ((i8) '(0 5 -1 127 -128))
    ((u8) '(0 1 9 10 200))
    ((i16) '(1 1000))
    ((i32) '(128 -129 100000 -2147483648 2147483647))
    ((u32) '(0 9 10 4294967295 2147483648))
    ((i64) '(4294967296 -4294967296 81985529216486895))
    ((rel8) '(0 -2 127 -128))
    ((rel32) '(1000 -1000 2147483647))
    (else (error "samples: no such pattern" pattern))))

;; Tuples: the first operand's samples with one of the others, turning.
(define (tuples patterns)
  (cond ((null? patterns) '(()))
        ((null? (cdr patterns)) (map list (samples (car patterns))))
        (else
         (let ((rest (tuples (cdr patterns))))
           (apply append
                  (map (lambda (sample) (map (lambda (tail) (cons sample tail)) rest))
                       (samples (car patterns))))))))

(define (hexadecimal-bytes bytes)
  (let loop ((i 0) (text ""))
    (if (= i (bytevector-length bytes))
        text
        (let ((digits (number->string (bytevector-u8-ref bytes i) 16)))
          (loop (+ i 1) (string-append text (if (= 1 (string-length digits)) "0" "") digits))))))

(define (print-sample form operands)
  (let ((buffer (make-code-buffer)))
    (encode! buffer (mnemonic-named (instruction-form-mnemonic form)) operands)
    (let ((bytes (buffer->bytevector buffer)))
      (write-string (hexadecimal-bytes bytes))
      (write-string "\t")
      (write-string (instruction->text form operands (bytevector-length bytes)))
      (write-string "\t")
      (write-string (list-ref (car (disassemble-bytes bytes)) 2))
      (newline))))

;; Three operands have many combinations, two have some hundred: of those every seventh is enough.
(for-each
 (lambda (form)
   (let ((all (tuples (instruction-form-operands form))))
     (let loop ((rest all) (number 0))
       (if (pair? rest)
           (begin
             (if (or (< (length all) 100) (= 0 (remainder number 7)))
                 (print-sample form (car rest)))
             (loop (cdr rest) (+ number 1)))))))
 all-instruction-forms)

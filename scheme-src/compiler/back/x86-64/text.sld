;;; The text of machine instructions: Intel syntax, as other disassemblers print it, so that texts can be compared.
;;;
;;;   mov rax,[rbp+rcx*8-10h]      add qword ptr [rax],5      je short 12h
;;;
;;; Numbers from 10 on are hexadecimal with a final h, and a leading 0 before a letter. The size of memory is named when no
;;; register of the instruction tells it. Targets of jumps are addresses.
(define-library (compiler back x86-64 text)
  (export instruction->text hexadecimal)
  (import (scheme base) (machine x86-64) (compiler back x86-64 operand))
  (begin
    ;; (instruction->text form operands address): address: of the end of the instruction. Links stand as ?.
    (define (instruction->text form operands address)
      (let* ((same? (and (eq? (instruction-form-mnemonic form) 'imul)  ; imul a,a,n is written imul a,n
                         (pair? (cdr operands))
                         (eq? (car operands) (cadr operands)) (pair? (cddr operands))))
             (operands (if same? (cdr operands) operands))
             (patterns (if same? (cdr (instruction-form-operands form)) (instruction-form-operands form)))
             (sized? (memory-size-named? form)))
        (let loop ((operands operands) (patterns patterns) (text (mnemonic-text form)) (separator " "))
          (if (null? operands)
              text
              (loop (cdr operands) (cdr patterns)
                    (string-append text separator (operand-text (car operands) (car patterns) form sized? address))
                    ",")))))

    (define (mnemonic-text form)
      (case (instruction-form-mnemonic form)
        ((rep-movsb) "rep movsb [rdi],[rsi]")
        ((rep-movsq) "rep movsq [rdi],[rsi]")
        ((rep-stosq) "rep stosq [rdi]")
        (else (symbol->string (instruction-form-mnemonic form)))))

    ;; Is the memory operand's size part of the text? Not when a register of that size stands beside it, or for lea.
    (define (memory-size-named? form)
      (let ((patterns (instruction-form-operands form)))
        (case (instruction-form-mnemonic form)
          ((movzx movsx shl shr sar cvtsi2sd) #t)
          ((lea nop seto setno setb setae sete setne setbe seta sets setns setp setnp setl setge setle setg) #f)
          (else
           (not (let loop ((patterns patterns))
                  (cond ((null? patterns) #f)
                        ((memq (car patterns) '(r8 r16 r32 r64 x al eax rax)) #t)
                        (else (loop (cdr patterns))))))))))

    (define (operand-text operand pattern form sized? address)
      (cond ((register? operand) (register-text operand))
            ((memory? operand) (memory-text operand sized?))
            ((link? operand) "?")
            ((memq pattern '(rel8 rel32))
             (string-append (if (eq? pattern 'rel8) "short " "") (hexadecimal (modulo (+ address operand) 18446744073709551616))))
            (else (immediate-text operand pattern form))))

    ;; A sign-extended immediate is shown with the width of the operation.
    (define (immediate-text number pattern form)
      (hexadecimal
       (if (< number 0)
           (+ number (expt 2 (operation-bits form)))
           number)))

    (define (operation-bits form)
      (let ((first (car (instruction-form-operands form))))
        (case first
          ((r8 rm8 al) 8)
          ((r16 rm16) 16)
          ((r32 rm32 eax) 32)
          (else 64))))

    ;; (hexadecimal number) -> text; decimal below 10.
    (define (hexadecimal number)
      (if (< number 10)
          (number->string number)
          (let ((digits (string-upcase* (number->string number 16))))
            (string-append (if (char<=? (string-ref digits 0) #\9) "" "0") digits "h"))))

    (define (string-upcase* text)
      (string-map (lambda (char)
                    (if (char<=? #\a char #\f)
                        (integer->char (- (char->integer char) 32))
                        char))
                  text))

    (define (register-text register)
      (let ((number (register-number register)))
        (case (register-kind register)
          ((x) (string-append "xmm" (number->string number)))
          ((r64) (vector-ref wide-names number))
          ((r32) (if (< number 8) (string-append "e" (vector-ref half-names number)) (numbered number "d")))
          ((r16) (if (< number 8) (vector-ref half-names number) (numbered number "w")))
          (else (if (< number 8) (vector-ref byte-names number) (numbered number "b"))))))
    (define (numbered number suffix) (string-append "r" (number->string number) suffix))
    (define wide-names
      (vector "rax" "rcx" "rdx" "rbx" "rsp" "rbp" "rsi" "rdi" "r8" "r9" "r10" "r11" "r12" "r13" "r14" "r15"))
    (define half-names (vector "ax" "cx" "dx" "bx" "sp" "bp" "si" "di"))
    (define byte-names (vector "al" "cl" "dl" "bl" "spl" "bpl" "sil" "dil"))

    (define (memory-text memory sized?)
      (let* ((base (memory-base memory)) (index (memory-index memory)) (displacement (memory-displacement memory))
             (base-text (cond ((not base) "") ((eq? base 'rip) "rip") (else (vector-ref wide-names base))))
             (index-text (if index
                             (string-append (vector-ref wide-names index)
                                            (if (and (= 1 (memory-scale memory)) base)
                                                ""
                                                (string-append "*" (number->string (memory-scale memory)))))
                             "")))
        (string-append
         (if sized? (size-text (memory-size memory)) "")
         "["
         base-text
         (if (and base index) "+" "")
         index-text
         (cond ((memory-link memory) (if (or base index) "+?" "?"))
               ((not (or base index)) (hexadecimal (modulo displacement 18446744073709551616)))
               ((= displacement 0) "")
               ((< displacement 0) (string-append "-" (hexadecimal (- displacement))))
               (else (string-append "+" (hexadecimal displacement))))
         "]")))

    (define (size-text bytes)
      (case bytes
        ((1) "byte ptr ")
        ((2) "word ptr ")
        ((4) "dword ptr ")
        ((8) "qword ptr ")
        (else "")))))
